// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_LOCAL}: a local variable or parameter; the {@link DefRangeSymbol}s that follow it tell where it lives.
 *
 * <p>Payload: u32 type, u16 flags, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code LOCALSYM}.
 *
 * @param type type index, 0 for none
 * @param flags 1 parameter, 2 address taken, 4 compiler generated, 8 split aggregate, 0x10 part of one, 0x20 aliased, 0x40 alias,
 *     0x80 return value, 0x100 optimised out, 0x200 enregistered global, 0x400 enregistered static
 * @param name its name
 */
public record LocalSymbol(long type, int flags, Name name) implements Symbol {
    static LocalSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new LocalSymbol(body.type(), in.u16(), body.name());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_LOCAL;
    }
}
