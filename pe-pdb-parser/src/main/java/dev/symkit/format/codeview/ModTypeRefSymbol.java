// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_MOD_TYPEREF}: where the types of a module are.
 *
 * <p>Payload: u32 flags, u16, u16. Source: microsoft-pdb, {@code cvinfo.h}, {@code MODTYPEREF}.
 *
 * @param flags 1 none, 2 refers to a precompiled header, 4 owns one, 8 owns types of /Z7, 0x10 owns types of /Zi, 0x20 refers to
 *     those of another module
 * @param first stream or module number
 * @param second stream or module number
 */
public record ModTypeRefSymbol(long flags, int first, int second) implements Symbol {
    static ModTypeRefSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new ModTypeRefSymbol(in.u32(), in.u16(), in.u16());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_MOD_TYPEREF;
    }
}
