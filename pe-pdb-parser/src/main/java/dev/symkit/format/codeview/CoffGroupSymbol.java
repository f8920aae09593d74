// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_COFFGROUP}: a part of a section that the linker joined from sections of one name.
 *
 * <p>Payload: u32 size, u32 characteristics, u32 offset, u16 segment, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * COFFGROUPSYM}.
 *
 * @param size bytes
 * @param characteristics IMAGE_SCN flags
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param name its name
 */
public record CoffGroupSymbol(long size, long characteristics, long offset, int segment, Name name) implements Symbol {
    static CoffGroupSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new CoffGroupSymbol(in.u32(), in.u32(), in.u32(), in.u16(), body.name());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_COFFGROUP;
    }
}
