// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_REGREL32}, {@code S_MANREGREL} and {@code S_ATTR_REGREL}: a variable at a distance from a register.
 *
 * <p>Payload: i32 offset, u32 type, u16 register, in the last two kinds the attributes, name; the 16-bit form has the type behind
 * the register. Source: microsoft-pdb, {@code cvinfo.h}, {@code REGREL32}, {@code ATTRREGREL}.
 *
 * @param kind number of the kind
 * @param offset bytes from the register, signed
 * @param type type index, 0 for none
 * @param register number of the register, by machine
 * @param attributes where and how the variable lives
 * @param name its name
 */
public record RegRelSymbol(int kind, int offset, long type, int register, LocalAttributes attributes, Name name)
        implements Symbol {
    static RegRelSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        int offset = in.i32();
        if (body.narrow()) {
            int register = in.u16();
            return new RegRelSymbol(body.kind(), offset, body.type(), register, LocalAttributes.NONE, body.name());
        }
        return new RegRelSymbol(body.kind(), offset, body.type(), in.u16(), body.attributes(), body.name());
    }
}
