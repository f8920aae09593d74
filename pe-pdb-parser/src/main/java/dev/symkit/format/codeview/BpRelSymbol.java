// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_BPREL32}, {@code S_MANFRAMEREL} and {@code S_ATTR_FRAMEREL}: a variable at a distance from the frame pointer.
 *
 * <p>Payload: i32 offset, u32 type, in the last two kinds the attributes, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * BPRELSYM32}, {@code FRAMERELSYM}.
 *
 * @param kind number of the kind
 * @param offset bytes from the frame pointer, signed
 * @param type type index, 0 for none
 * @param attributes where and how the variable lives
 * @param name its name
 */
public record BpRelSymbol(int kind, int offset, long type, LocalAttributes attributes, Name name) implements Symbol {
    static BpRelSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new BpRelSymbol(body.kind(), in.i32(), body.type(), body.attributes(), body.name());
    }
}
