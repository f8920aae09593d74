// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_FILESTATIC}: a static variable of a file.
 *
 * <p>Payload: u32 type, u32 file, u16 flags, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code FILESTATICSYM}.
 *
 * @param type type index, 0 for none
 * @param fileOffset offset of the file name in the string table
 * @param flags as those of {@link LocalSymbol}
 * @param name its name
 */
public record FileStaticSymbol(long type, long fileOffset, int flags, Name name) implements Symbol {
    static FileStaticSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new FileStaticSymbol(body.type(), in.u32(), in.u16(), body.name());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_FILESTATIC;
    }
}
