// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_PROCREF}, {@code S_LPROCREF}, {@code S_DATAREF}, {@code S_ANNOTATIONREF} and {@code S_TOKENREF}: where a module
 * describes a symbol.
 *
 * <p>Payload: u32 sum, u32 offset, u16 module, name; in the old kinds two bytes of padding and a name that lies behind the
 * record. Source: microsoft-pdb, {@code cvinfo.h}, {@code REFSYM2}, {@code REFSYM}.
 *
 * @param kind number of the kind
 * @param sum checksum of the name, mostly 0
 * @param symbolOffset offset of the record in the stream of the module, counted from the start of that stream
 * @param module 1-based number of the module
 * @param name name of the symbol; empty for annotations
 */
public record ReferenceSymbol(int kind, long sum, long symbolOffset, int module, Name name) implements Symbol {
    static ReferenceSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        long sum = in.u32();
        long symbolOffset = in.u32();
        int module = in.u16();
        if (SymbolKinds.hasNameBehind(body.kind())) {
            in.skip(2);
        }
        return new ReferenceSymbol(body.kind(), sum, symbolOffset, module, body.name());
    }
}
