// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * A symbol record, decoded. There is one record class for each layout, not for each kind; what is not known is an
 * {@link UnknownSymbol}. Bytes that follow the last known field are passed over. Immutable.
 */
public sealed interface Symbol
        permits AnnotationSymbol,
                ArmSwitchTableSymbol,
                BlockSymbol,
                BpRelSymbol,
                BuildInfoSymbol,
                CallSiteSymbol,
                CoffGroupSymbol,
                CompileSymbol,
                ConstantSymbol,
                DataSymbol,
                DefRangeSymbol,
                DiscardedSymbol,
                EnvBlockSymbol,
                ExportSymbol,
                FileStaticSymbol,
                FrameCookieSymbol,
                FrameProcSymbol,
                FrameRegSymbol,
                FunctionListSymbol,
                HeapAllocSiteSymbol,
                HotPatchSymbol,
                HybridRangeSymbol,
                InlineSiteSymbol,
                LabelSymbol,
                LocalSymbol,
                ManagedProcSymbol,
                ManyRegSymbol,
                MiniReferenceSymbol,
                ModTypeRefSymbol,
                NamespaceSymbol,
                ObjNameSymbol,
                OemSymbol,
                PogoDataSymbol,
                ProcSymbol,
                PublicSymbol,
                ReferenceSymbol,
                RegRelSymbol,
                RegisterSymbol,
                ScopeEndSymbol,
                SectionSymbol,
                SepCodeSymbol,
                SlotSymbol,
                ThunkSymbol,
                TrampolineSymbol,
                UdtSymbol,
                UnknownSymbol {

    /** Number of the kind, see {@link SymbolKinds}. */
    int kind();

    /** Name of the symbol; empty if its layout has none. */
    default Name name() {
        return Name.EMPTY;
    }

    /**
     * Decodes a record.
     *
     * @param kind number of its kind
     * @param in the bytes after the kind; for {@code S_PROCREF_ST}, {@code S_DATAREF_ST} and {@code S_LPROCREF_ST} also the name that
     *     follows the record
     * @throws FormatException {@code TRUNCATED} if a field does not fit
     */
    static Symbol decode(int kind, ByteCursor in) throws FormatException {
        return SymbolDecoder.decode(new SymbolBody(kind, in));
    }
}
