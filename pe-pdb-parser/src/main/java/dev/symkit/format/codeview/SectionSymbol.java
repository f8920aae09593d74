// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_SECTION}: a section of the image.
 *
 * <p>Payload: u16 number, u8 alignment, u8 zero, u32 address, u32 size, u32 characteristics, name. Source: microsoft-pdb, {@code
 * cvinfo.h}, {@code SECTIONSYM}.
 *
 * @param number 1-based
 * @param alignment as a power of two
 * @param rva its address, relative to the image
 * @param size bytes
 * @param characteristics IMAGE_SCN flags
 * @param name its name
 */
public record SectionSymbol(int number, int alignment, long rva, long size, long characteristics, Name name)
        implements Symbol {
    static SectionSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        int number = in.u16();
        int alignment = in.u8();
        in.skip(1);
        return new SectionSymbol(number, alignment, in.u32(), in.u32(), in.u32(), body.name());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_SECTION;
    }
}
