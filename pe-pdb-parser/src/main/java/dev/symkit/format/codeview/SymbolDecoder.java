// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static dev.symkit.format.codeview.SymbolKinds.S_ANNOTATION;
import static dev.symkit.format.codeview.SymbolKinds.S_ANNOTATIONREF;
import static dev.symkit.format.codeview.SymbolKinds.S_ARMSWITCHTABLE;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_FRAMEREL;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_MANYREG;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_REGREL;
import static dev.symkit.format.codeview.SymbolKinds.S_BLOCK32;
import static dev.symkit.format.codeview.SymbolKinds.S_BLOCK32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_BPREL32;
import static dev.symkit.format.codeview.SymbolKinds.S_BPREL32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_BPREL32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_BUILDINFO;
import static dev.symkit.format.codeview.SymbolKinds.S_CALLEES;
import static dev.symkit.format.codeview.SymbolKinds.S_CALLERS;
import static dev.symkit.format.codeview.SymbolKinds.S_CALLSITEINFO;
import static dev.symkit.format.codeview.SymbolKinds.S_COBOLUDT;
import static dev.symkit.format.codeview.SymbolKinds.S_COBOLUDT_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_COBOLUDT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_COFFGROUP;
import static dev.symkit.format.codeview.SymbolKinds.S_COMPILE2;
import static dev.symkit.format.codeview.SymbolKinds.S_COMPILE2_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_COMPILE3;
import static dev.symkit.format.codeview.SymbolKinds.S_CONSTANT;
import static dev.symkit.format.codeview.SymbolKinds.S_CONSTANT_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_CONSTANT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_DATAREF;
import static dev.symkit.format.codeview.SymbolKinds.S_DATAREF_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_CONSTVAL_FULL_SCOPE;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_DPC_PTR_TAG;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_FRAMEPOINTER_REL;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_FRAMEPOINTER_REL_FULL_SCOPE;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_GLOBALSYM_FULL_SCOPE;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_HLSL;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_REGISTER_REL;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_REGISTER_REL_INDIR;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_SUBFIELD;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_SUBFIELD_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_DISCARDED;
import static dev.symkit.format.codeview.SymbolKinds.S_END;
import static dev.symkit.format.codeview.SymbolKinds.S_ENVBLOCK;
import static dev.symkit.format.codeview.SymbolKinds.S_EXPORT;
import static dev.symkit.format.codeview.SymbolKinds.S_FASTLINK;
import static dev.symkit.format.codeview.SymbolKinds.S_FILESTATIC;
import static dev.symkit.format.codeview.SymbolKinds.S_FRAMECOOKIE;
import static dev.symkit.format.codeview.SymbolKinds.S_FRAMEPROC;
import static dev.symkit.format.codeview.SymbolKinds.S_FRAMEREG;
import static dev.symkit.format.codeview.SymbolKinds.S_GDATA32;
import static dev.symkit.format.codeview.SymbolKinds.S_GDATA32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_GDATA32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANDATA;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANDATA_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANPROC;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANPROC_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32_ID;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GTHREAD32;
import static dev.symkit.format.codeview.SymbolKinds.S_GTHREAD32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_GTHREAD32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_HEAPALLOCSITE;
import static dev.symkit.format.codeview.SymbolKinds.S_HOTPATCHFUNC;
import static dev.symkit.format.codeview.SymbolKinds.S_HYBRIDRANGE;
import static dev.symkit.format.codeview.SymbolKinds.S_INLINEES;
import static dev.symkit.format.codeview.SymbolKinds.S_INLINESITE;
import static dev.symkit.format.codeview.SymbolKinds.S_INLINESITE2;
import static dev.symkit.format.codeview.SymbolKinds.S_INLINESITE_END;
import static dev.symkit.format.codeview.SymbolKinds.S_LABEL32;
import static dev.symkit.format.codeview.SymbolKinds.S_LABEL32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LDATA32;
import static dev.symkit.format.codeview.SymbolKinds.S_LDATA32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_LDATA32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LMANDATA;
import static dev.symkit.format.codeview.SymbolKinds.S_LMANDATA_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LMANPROC;
import static dev.symkit.format.codeview.SymbolKinds.S_LMANPROC_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LOCAL;
import static dev.symkit.format.codeview.SymbolKinds.S_LOCALSLOT;
import static dev.symkit.format.codeview.SymbolKinds.S_LOCALSLOT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_DPC;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_DPC_ID;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_ID;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROCREF;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROCREF_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LTHREAD32;
import static dev.symkit.format.codeview.SymbolKinds.S_LTHREAD32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_LTHREAD32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANCONSTANT;
import static dev.symkit.format.codeview.SymbolKinds.S_MANFRAMEREL;
import static dev.symkit.format.codeview.SymbolKinds.S_MANFRAMEREL_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG2;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG2_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGISTER_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGREL;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGREL_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANSLOT;
import static dev.symkit.format.codeview.SymbolKinds.S_MANSLOT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG2;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG2_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MOD_TYPEREF;
import static dev.symkit.format.codeview.SymbolKinds.S_OBJNAME;
import static dev.symkit.format.codeview.SymbolKinds.S_OBJNAME_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_OEM;
import static dev.symkit.format.codeview.SymbolKinds.S_PARAMSLOT;
import static dev.symkit.format.codeview.SymbolKinds.S_PARAMSLOT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_POGODATA;
import static dev.symkit.format.codeview.SymbolKinds.S_PROCREF;
import static dev.symkit.format.codeview.SymbolKinds.S_PROCREF_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_PROC_ID_END;
import static dev.symkit.format.codeview.SymbolKinds.S_PUB32;
import static dev.symkit.format.codeview.SymbolKinds.S_PUB32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_PUB32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_REF_MINIPDB;
import static dev.symkit.format.codeview.SymbolKinds.S_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_REGISTER_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_REGISTER_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_REGREL32;
import static dev.symkit.format.codeview.SymbolKinds.S_REGREL32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_REGREL32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_SECTION;
import static dev.symkit.format.codeview.SymbolKinds.S_SEPCODE;
import static dev.symkit.format.codeview.SymbolKinds.S_THUNK32;
import static dev.symkit.format.codeview.SymbolKinds.S_THUNK32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_TOKENREF;
import static dev.symkit.format.codeview.SymbolKinds.S_TRAMPOLINE;
import static dev.symkit.format.codeview.SymbolKinds.S_UDT;
import static dev.symkit.format.codeview.SymbolKinds.S_UDT_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_UDT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_UNAMESPACE;
import static dev.symkit.format.codeview.SymbolKinds.S_UNAMESPACE_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_WITH32;
import static dev.symkit.format.codeview.SymbolKinds.S_WITH32_ST;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.Optional;

/** Finds the record class of a kind. */
final class SymbolDecoder {
    private SymbolDecoder() {}

    static Symbol decode(SymbolBody body) throws FormatException {
        return switch (body.kind()) {
            case S_PUB32, S_PUB32_ST, S_PUB32_16t -> PublicSymbol.decode(body);
            case S_GPROC32, S_LPROC32, S_GPROC32_ID, S_LPROC32_ID, S_LPROC32_DPC, S_LPROC32_DPC_ID ->
                ProcSymbol.decode(body);
            case S_GPROC32_ST, S_LPROC32_ST, S_GPROC32_16t, S_LPROC32_16t -> ProcSymbol.decode(body);
            case S_GMANPROC, S_LMANPROC, S_GMANPROC_ST, S_LMANPROC_ST -> ManagedProcSymbol.decode(body);
            case S_LDATA32, S_GDATA32, S_LMANDATA, S_GMANDATA, S_LTHREAD32, S_GTHREAD32 -> DataSymbol.decode(body);
            case S_LDATA32_ST, S_GDATA32_ST, S_LMANDATA_ST, S_GMANDATA_ST -> DataSymbol.decode(body);
            case S_LTHREAD32_ST, S_GTHREAD32_ST -> DataSymbol.decode(body);
            case S_LDATA32_16t, S_GDATA32_16t, S_LTHREAD32_16t, S_GTHREAD32_16t -> DataSymbol.decode(body);
            case S_PROCREF, S_LPROCREF, S_DATAREF, S_ANNOTATIONREF, S_TOKENREF -> ReferenceSymbol.decode(body);
            case S_PROCREF_ST, S_LPROCREF_ST, S_DATAREF_ST -> ReferenceSymbol.decode(body);
            case S_CONSTANT, S_MANCONSTANT, S_CONSTANT_ST, S_CONSTANT_16t -> constant(body);
            case S_UDT, S_COBOLUDT, S_UDT_ST, S_COBOLUDT_ST, S_UDT_16t, S_COBOLUDT_16t -> UdtSymbol.decode(body);
            default -> local(body);
        };
    }

    /** Kinds that lie inside procedures. */
    private static Symbol local(SymbolBody body) throws FormatException {
        return switch (body.kind()) {
            case S_END, S_INLINESITE_END, S_PROC_ID_END -> ScopeEndSymbol.decode(body);
            case S_LOCAL -> LocalSymbol.decode(body);
            case S_DEFRANGE, S_DEFRANGE_SUBFIELD, S_DEFRANGE_REGISTER, S_DEFRANGE_FRAMEPOINTER_REL ->
                DefRangeSymbol.decode(body);
            case S_DEFRANGE_SUBFIELD_REGISTER, S_DEFRANGE_FRAMEPOINTER_REL_FULL_SCOPE -> DefRangeSymbol.decode(body);
            case S_DEFRANGE_REGISTER_REL, S_DEFRANGE_REGISTER_REL_INDIR -> DefRangeSymbol.decode(body);
            case S_DEFRANGE_HLSL, S_DEFRANGE_DPC_PTR_TAG -> DefRangeSymbol.decode(body);
            case S_DEFRANGE_CONSTVAL_FULL_SCOPE, S_DEFRANGE_GLOBALSYM_FULL_SCOPE -> DefRangeSymbol.decode(body);
            case S_INLINESITE, S_INLINESITE2 -> InlineSiteSymbol.decode(body);
            case S_BLOCK32, S_WITH32, S_BLOCK32_ST, S_WITH32_ST -> BlockSymbol.decode(body);
            case S_LABEL32, S_LABEL32_ST -> LabelSymbol.decode(body);
            case S_REGISTER, S_REGISTER_ST, S_REGISTER_16t -> RegisterSymbol.decode(body);
            case S_MANREGISTER, S_MANREGISTER_ST, S_ATTR_REGISTER -> RegisterSymbol.decode(body);
            case S_BPREL32, S_BPREL32_ST, S_BPREL32_16t -> BpRelSymbol.decode(body);
            case S_MANFRAMEREL, S_MANFRAMEREL_ST, S_ATTR_FRAMEREL -> BpRelSymbol.decode(body);
            case S_REGREL32, S_REGREL32_ST, S_REGREL32_16t -> RegRelSymbol.decode(body);
            case S_MANREGREL, S_MANREGREL_ST, S_ATTR_REGREL -> RegRelSymbol.decode(body);
            case S_MANYREG, S_MANYREG_ST, S_MANYREG2, S_MANYREG2_ST -> ManyRegSymbol.decode(body);
            case S_MANMANYREG, S_MANMANYREG_ST, S_MANMANYREG2, S_MANMANYREG2_ST -> ManyRegSymbol.decode(body);
            case S_ATTR_MANYREG, S_MANYREG_16t -> ManyRegSymbol.decode(body);
            case S_LOCALSLOT, S_PARAMSLOT, S_LOCALSLOT_ST, S_PARAMSLOT_ST -> SlotSymbol.decode(body);
            case S_MANSLOT, S_MANSLOT_ST -> SlotSymbol.decode(body);
            case S_FRAMEPROC -> FrameProcSymbol.decode(body);
            case S_FRAMECOOKIE -> FrameCookieSymbol.decode(body);
            case S_FRAMEREG -> FrameRegSymbol.decode(body);
            case S_CALLSITEINFO -> CallSiteSymbol.decode(body);
            case S_HEAPALLOCSITE -> HeapAllocSiteSymbol.decode(body);
            case S_CALLEES, S_CALLERS, S_INLINEES -> FunctionListSymbol.decode(body);
            case S_ARMSWITCHTABLE -> ArmSwitchTableSymbol.decode(body);
            case S_FILESTATIC -> FileStaticSymbol.decode(body);
            case S_POGODATA -> PogoDataSymbol.decode(body);
            case S_SEPCODE -> SepCodeSymbol.decode(body);
            case S_ANNOTATION -> AnnotationSymbol.decode(body);
            default -> module(body);
        };
    }

    /** Kinds that describe a module, or belong to none. */
    private static Symbol module(SymbolBody body) throws FormatException {
        return switch (body.kind()) {
            case S_OBJNAME, S_OBJNAME_ST -> ObjNameSymbol.decode(body);
            case S_COMPILE2, S_COMPILE2_ST, S_COMPILE3 -> CompileSymbol.decode(body);
            case S_ENVBLOCK -> EnvBlockSymbol.decode(body);
            case S_BUILDINFO -> BuildInfoSymbol.decode(body);
            case S_UNAMESPACE, S_UNAMESPACE_ST -> NamespaceSymbol.decode(body);
            case S_THUNK32, S_THUNK32_ST -> ThunkSymbol.decode(body);
            case S_TRAMPOLINE -> TrampolineSymbol.decode(body);
            case S_SECTION -> SectionSymbol.decode(body);
            case S_COFFGROUP -> CoffGroupSymbol.decode(body);
            case S_EXPORT -> ExportSymbol.decode(body);
            case S_DISCARDED -> DiscardedSymbol.decode(body);
            case S_HYBRIDRANGE -> HybridRangeSymbol.decode(body);
            case S_MOD_TYPEREF -> ModTypeRefSymbol.decode(body);
            case S_REF_MINIPDB, S_FASTLINK -> MiniReferenceSymbol.decode(body);
            case S_HOTPATCHFUNC -> HotPatchSymbol.decode(body);
            case S_OEM -> OemSymbol.decode(body);
            default -> UnknownSymbol.decode(body);
        };
    }

    private static Symbol constant(SymbolBody body) throws FormatException {
        ByteCursor whole = body.in().rest();
        Optional<ConstantSymbol> known = ConstantSymbol.decode(body);
        return known.isPresent() ? known.get() : UnknownSymbol.decode(new SymbolBody(body.kind(), whole));
    }
}
