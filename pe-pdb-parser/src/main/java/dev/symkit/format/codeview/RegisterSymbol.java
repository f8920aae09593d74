// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_REGISTER}, {@code S_MANREGISTER} and {@code S_ATTR_REGISTER}: a variable in a register.
 *
 * <p>Payload: u32 type, in the last two kinds the attributes, u16 register, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * REGSYM}, {@code ATTRREGSYM}.
 *
 * @param kind number of the kind
 * @param type type index, 0 for none
 * @param attributes where and how the variable lives
 * @param register number of the register, by machine
 * @param name its name
 */
public record RegisterSymbol(int kind, long type, LocalAttributes attributes, int register, Name name)
        implements Symbol {
    static RegisterSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new RegisterSymbol(body.kind(), body.type(), body.attributes(), in.u16(), body.name());
    }
}
