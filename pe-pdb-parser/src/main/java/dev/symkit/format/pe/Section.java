// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * One section header, 40 bytes: name (8 bytes, padded with NUL), u32 virtual size, u32 RVA, u32 raw size, u32 file offset, 12 bytes
 * about relocations and lines, u32 characteristics. Source: the PE format document, section table.
 *
 * @param name name without padding
 * @param virtualSize bytes when loaded, unsigned 32-bit
 * @param rva address when loaded, relative to the image
 * @param rawSize bytes in the file, unsigned 32-bit
 * @param filePosition bytes from the start of the file
 * @param characteristics flags
 */
public record Section(String name, long virtualSize, long rva, long rawSize, long filePosition, int characteristics) {
    /** Bytes of one header in the file. */
    public static final int SIZE = 40;

    static Section decode(ByteCursor in) throws FormatException {
        ByteCursor nameField = in.slice(8);
        int length = nameField.lengthToNul();
        String name = new String(nameField.bytes(length < 0 ? 8 : length), UTF_8);
        long virtualSize = in.u32();
        long rva = in.u32();
        long rawSize = in.u32();
        long filePosition = in.u32();
        in.skip(12);
        return new Section(name, virtualSize, rva, rawSize, filePosition, in.i32());
    }
}
