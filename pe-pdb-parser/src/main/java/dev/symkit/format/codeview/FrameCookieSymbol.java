// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_FRAMECOOKIE}: where a procedure keeps its security cookie.
 *
 * <p>Payload: i32 offset, u16 register, u8 type, u8 flags. Source: microsoft-pdb, {@code cvinfo.h}, {@code FRAMECOOKIE}; the
 * width of the last two fields was observed.
 *
 * @param offset bytes from the register, signed
 * @param register number of the register, by machine
 * @param type 0 copy, 1 xor stack pointer, 2 xor frame pointer, 3 xor R13
 * @param flags as stored
 */
public record FrameCookieSymbol(int offset, int register, int type, int flags) implements Symbol {
    static FrameCookieSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new FrameCookieSymbol(in.i32(), in.u16(), in.u8(), in.u8());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_FRAMECOOKIE;
    }
}
