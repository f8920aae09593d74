// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;

/**
 * The header of a separate debug file (.dbg), 48 bytes: u16 signature {@code DI}, u16 flags, u16 machine, u16 characteristics, u32
 * timestamp, u32 checksum, u32 image base, u32 size of image, u32 number of sections, u32 bytes of exported names, u32 bytes of debug
 * directory, u32 section alignment, two u32 reserved. Source: {@code IMAGE_SEPARATE_DEBUG_HEADER} of the Windows headers as documented.
 *
 * @param machine IMAGE_FILE_MACHINE number
 * @param characteristics characteristics of the image
 * @param timestamp timestamp of the image, unsigned 32-bit
 * @param sizeOfImage size of the image, unsigned 32-bit
 * @param sectionCount number of section headers that follow
 */
public record DbgFile(int machine, int characteristics, long timestamp, long sizeOfImage, long sectionCount) {
    /** Bytes in the header. */
    public static final int HEADER_SIZE = 48;

    private static final String HEADER = "DBG header";
    static final int DI = 0x4944;
    private static final int MISMATCH = 0x8000;
    private static final int MAX_SECTIONS = 0xFFFF;

    /**
     * Tells whether a file is a .dbg file. Two letters are too little to go by, so the fields that leave little choice must be in
     * order too: no unknown flag, at most 65,535 sections, a size of image, whole debug directory entries, and a section alignment
     * that is 0 or a power of two (our choice).
     *
     * @param source the file
     * @throws IOException if the file cannot be read
     */
    public static boolean recognise(ByteSource source) throws IOException {
        if (source.size() < HEADER_SIZE) {
            return false;
        }
        ByteCursor in = source.cursor(HEADER, 0, HEADER_SIZE);
        if (in.u16() != DI || (in.u16() & ~MISMATCH) != 0) {
            return false;
        }
        in.skip(16);
        long sizeOfImage = in.u32();
        long sections = in.u32();
        in.skip(4);
        long debugDirectorySize = in.u32();
        long alignment = in.u32();
        return sizeOfImage != 0
                && sections <= MAX_SECTIONS
                && debugDirectorySize % DebugEntry.SIZE == 0
                && Long.bitCount(alignment) <= 1;
    }

    /**
     * Reads the header.
     *
     * @param source the file
     * @throws FormatException {@code BAD_MAGIC} if {@link #recognise} says no
     * @throws IOException if the file cannot be read
     */
    public static DbgFile open(ByteSource source) throws IOException {
        if (!recognise(source)) {
            throw new FormatException(
                    FormatException.Kind.BAD_MAGIC, new Origin(source.name(), HEADER, 0), "not a .dbg file");
        }
        ByteCursor in = source.cursor(HEADER, 0, HEADER_SIZE);
        in.skip(4);
        int machine = in.u16();
        int characteristics = in.u16();
        long timestamp = in.u32();
        in.skip(8);
        return new DbgFile(machine, characteristics, timestamp, in.u32(), in.u32());
    }
}
