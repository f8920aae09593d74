// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_EXPORT}: an export of the image.
 *
 * <p>Payload: u16 ordinal, u16 flags, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code EXPORTSYM}.
 *
 * @param ordinal its ordinal
 * @param flags 1 constant, 2 data, 4 private, 8 no name, 0x10 ordinal given, 0x20 forwarder
 * @param name its name
 */
public record ExportSymbol(int ordinal, int flags, Name name) implements Symbol {
    static ExportSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new ExportSymbol(in.u16(), in.u16(), body.name());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_EXPORT;
    }
}
