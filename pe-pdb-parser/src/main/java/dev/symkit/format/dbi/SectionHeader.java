// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A section header of the image, as the PDB keeps it.
 *
 * <p>Layout, 40 bytes, little-endian: name of 8 bytes, padded with NUL, u32 size, u32 RVA, u32 bytes in the file, u32 place in the file,
 * u32 place of relocations, u32 place of line numbers, u16 relocations, u16 line numbers, u32 characteristics. Source: PE format
 * documentation, "Section Table".
 *
 * @param name its name
 * @param size bytes in memory, unsigned 32-bit
 * @param rva address, unsigned 32-bit
 * @param rawSize bytes in the file, unsigned 32-bit
 * @param rawOffset place in the file, unsigned 32-bit
 * @param relocationOffset place of the relocations, unsigned 32-bit
 * @param lineOffset place of the line numbers, unsigned 32-bit
 * @param relocationCount number of relocations
 * @param lineCount number of line numbers
 * @param characteristics flags, unsigned 32-bit
 */
public record SectionHeader(
        Name name,
        long size,
        long rva,
        long rawSize,
        long rawOffset,
        long relocationOffset,
        long lineOffset,
        int relocationCount,
        int lineCount,
        long characteristics) {
    private static final int BYTES = 40;
    private static final int NAME = 8;

    /** Sections are numbered with 16 bits. */
    private static final int MOST = 1 << 16;

    static List<SectionHeader> readAll(RandomBytes stream) throws IOException {
        long count = stream.size() / BYTES;
        if (stream.size() % BYTES != 0) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin(),
                    stream.size() + " bytes are no whole number of section headers");
        }
        if (count > MOST) {
            throw new FormatException(FormatException.Kind.LIMIT, stream.origin(), count + " sections are too many");
        }
        ByteCursor in = stream.cursor(0, stream.size());
        List<SectionHeader> headers = new ArrayList<>((int) count);
        while (in.remaining() > 0) {
            headers.add(read(in));
        }
        return List.copyOf(headers);
    }

    private static SectionHeader read(ByteCursor in) throws FormatException {
        ByteCursor field = in.slice(NAME);
        int length = field.lengthToNul();
        return new SectionHeader(
                field.name(length < 0 ? NAME : length),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u16(),
                in.u16(),
                in.u32());
    }
}
