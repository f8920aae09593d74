// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.unix;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The identity of a Mach-O file, 32 or 64 bits, either byte order, for one machine or for several ("fat").
 *
 * <p>Layout of a file for one machine: u32 magic {@code FEEDFACE} (32 bits) or {@code FEEDFACF}, u32 machine, u32 its variant, u32 type,
 * u32 number and u32 bytes of the load commands, u32 flags, with 64 bits u32 reserved, then the commands: u32 number, u32 size, content.
 * Command 0x1B holds the UUID. Layout of a fat file, always with the most significant byte first: u32 magic {@code CAFEBABE} (or
 * {@code CAFEBABF} with 64-bit fields), u32 number of slices, and for each u32 machine, u32 variant, word offset, word size, u32
 * alignment, with 64 bits u32 reserved. Source: {@code mach-o/loader.h} and {@code mach-o/fat.h} as documented.
 *
 * @param uuids the UUIDs of the slices, 16 bytes each in the order of the file; slices without one are left out
 * @param symbolsOnly whether the first slice is a dSYM (file type 10)
 */
public record MachOFile(List<Slice> uuids, boolean symbolsOnly) {
    private static final String HEADER = "Mach-O header";
    private static final String FAT = "Mach-O fat header";
    private static final String COMMANDS = "Mach-O load commands";
    private static final int MAGIC_32 = 0xFEEDFACE;
    private static final int MAGIC_64 = 0xFEEDFACF;
    private static final int FAT_32 = 0xCAFEBABE;
    private static final int FAT_64 = 0xCAFEBABF;
    private static final int LC_UUID = 0x1B;
    private static final int MH_DSYM = 10;
    private static final int UUID_SIZE = 16;

    /** Most slices of a fat file. A Java class file has the same magic and here a version, which is 45 or more. */
    private static final int MAX_SLICES = 40;

    /** Most bytes of load commands; linkers write some KiB. */
    private static final int MAX_COMMANDS = 1 << 20;

    /** Copies the list. */
    public MachOFile {
        uuids = List.copyOf(uuids);
    }

    /** Tells whether a file starts as a Mach-O file does. */
    public static boolean recognise(ByteSource source) throws IOException {
        if (source.size() < 8) {
            return false;
        }
        ByteCursor in = source.cursor(HEADER, 0, 8);
        int magic = in.i32();
        if (isThin(magic) || isThin(Integer.reverseBytes(magic))) {
            return true;
        }
        long slices = Integer.toUnsignedLong(Integer.reverseBytes(in.i32()));
        return isFat(Integer.reverseBytes(magic)) && slices >= 1 && slices <= MAX_SLICES;
    }

    private static boolean isThin(int magic) {
        return magic == MAGIC_32 || magic == MAGIC_64;
    }

    private static boolean isFat(int magic) {
        return magic == FAT_32 || magic == FAT_64;
    }

    /**
     * Reads the identity.
     *
     * @param source the file; stays open
     * @throws FormatException {@code BAD_MAGIC} if {@link #recognise} says no, another kind if the headers are damaged
     * @throws IOException if the file cannot be read
     */
    public static MachOFile read(ByteSource source) throws IOException {
        if (!recognise(source)) {
            throw source.cursor(HEADER, 0, Math.min(8, source.size()))
                    .error(FormatException.Kind.BAD_MAGIC, "not a Mach-O file");
        }
        List<Slice> uuids = new ArrayList<>();
        int magic = Integer.reverseBytes(source.cursor(HEADER, 0, 4).i32());
        if (!isFat(magic)) {
            boolean symbols = readThin(source, 0, source.size(), uuids);
            return new MachOFile(uuids, symbols);
        }
        boolean wide = magic == FAT_64;
        int count = Integer.reverseBytes(source.cursor(FAT, 4, 4).i32());
        Fields in = new Fields(source.cursor(FAT, 8, (wide ? 32L : 20L) * count), true, wide);
        boolean symbols = false;
        for (int i = 0; i < count; i++) {
            in.skip(8);
            long offset = in.word();
            if (offset < 0) {
                throw in.in().error(FormatException.Kind.BAD_VALUE, "a slice at " + Long.toUnsignedString(offset));
            }
            long size = in.word();
            in.skip(wide ? 8 : 4);
            boolean own = readThin(source, offset, size, uuids);
            symbols = i == 0 ? own : symbols;
        }
        return new MachOFile(uuids, symbols);
    }

    /** Adds the UUID of one slice, and tells whether it is a dSYM. */
    private static boolean readThin(ByteSource source, long offset, long size, List<Slice> uuids) throws IOException {
        ByteCursor start = source.cursor(HEADER, offset, 28);
        int magic = start.i32();
        boolean big = isThin(Integer.reverseBytes(magic));
        if (!big && !isThin(magic)) {
            throw start.error(FormatException.Kind.BAD_MAGIC, "a slice that is no Mach-O file");
        }
        boolean wide = (big ? Integer.reverseBytes(magic) : magic) == MAGIC_64;
        Fields header = new Fields(start, big, wide);
        header.skip(8);
        boolean symbols = header.u32() == MH_DSYM;
        long count = header.u32();
        long bytes = header.u32();
        if (bytes > MAX_COMMANDS || bytes > size) {
            throw start.error(FormatException.Kind.LIMIT, "load commands of " + bytes + " bytes");
        }
        Fields in = new Fields(source.cursor(COMMANDS, offset + (wide ? 32 : 28), bytes), big, wide);
        for (long i = 0; i < count && in.in().remaining() >= 8; i++) {
            long command = in.u32();
            long length = in.u32();
            if (length < 8) {
                throw in.in().error(FormatException.Kind.BAD_VALUE, "a load command of " + length + " bytes");
            }
            if (command == LC_UUID) {
                uuids.add(in.in().rest().raw(UUID_SIZE));
                return symbols;
            }
            in.skip(length - 8);
        }
        return symbols;
    }
}
