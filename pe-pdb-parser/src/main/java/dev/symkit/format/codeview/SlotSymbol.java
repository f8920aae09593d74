// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_LOCALSLOT}, {@code S_PARAMSLOT} and {@code S_MANSLOT}: a variable of managed code.
 *
 * <p>Payload: u32 slot, u32 type, in the last kind the attributes, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * SLOTSYM32}, {@code ATTRSLOTSYM}.
 *
 * @param kind number of the kind
 * @param slot index of the variable or parameter
 * @param type type index or token
 * @param attributes where and how the variable lives
 * @param name its name
 */
public record SlotSymbol(int kind, long slot, long type, LocalAttributes attributes, Name name) implements Symbol {
    static SlotSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new SlotSymbol(body.kind(), in.u32(), body.type(), body.attributes(), body.name());
    }
}
