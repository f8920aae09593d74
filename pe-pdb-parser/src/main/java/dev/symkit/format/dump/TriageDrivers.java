// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes the drivers of a small memory dump (type 4).
 *
 * <p>After the header a block of u32: service pack build, size of the dump, then offsets from the start of the file of a u32 mark
 * {@code TRGD}, context, exception, memory details, unloaded drivers, processor block, process, thread, call stack, u32 size of the
 * call stack, offset of the drivers, u32 number of drivers, offset and size of their names. A driver is u32 offset of its name and a
 * loader entry: 32-bit (at 4, 0x48 bytes) 0x18 base, 0x20 size, 0x40 checksum, 0x44 timestamp; 64-bit (at 8, 0x88 bytes) 0x30 base,
 * 0x40 size, 0x78 checksum, 0x80 timestamp. A name is u32 length in characters, UTF-16LE. Source: the loaders of Ghidra and Rizin; no
 * real dump at hand.
 */
final class TriageDrivers {
    private static final String BLOCK = "triage block";
    private static final int VALID_OFFSET = 0x08;
    private static final int DRIVER_LIST = 0x30;
    private static final int BLOCK_SIZE = 0x40;
    private static final int TRGD = 0x44475254;

    private TriageDrivers() {}

    /** Whether the mark is where the block says, or lost because the dump was cut off. */
    static boolean valid(ByteSource source, int block) throws IOException {
        ByteCursor in = source.cursor(BLOCK, block, BLOCK_SIZE);
        in.skip(VALID_OFFSET);
        long offset = in.u32();
        return offset > source.size() - 4 || source.cursor(BLOCK, offset, 4).i32() == TRGD;
    }

    static List<DumpModule> read(ByteSource source, int block, boolean wide) throws IOException {
        ByteCursor in = source.cursor(BLOCK, block, BLOCK_SIZE);
        in.skip(DRIVER_LIST);
        Origin field = in.origin();
        long offset = in.u32();
        long count = in.u32();
        int entry = wide ? 0x90 : 0x4C;
        if (count > Math.max(0, source.size() - offset) / entry) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    field,
                    count + " drivers at " + offset + " are not inside the file");
        }
        if (count > Minidump.MAX_MODULES) {
            throw new FormatException(FormatException.Kind.LIMIT, field, count + " drivers are too many");
        }
        DumpText texts = new DumpText(source);
        List<DumpModule> result = new ArrayList<>((int) count);
        ByteCursor drivers = source.cursor("driver list", offset, count * entry);
        for (long i = 0; i < count; i++) {
            ByteCursor driver = drivers.slice(entry);
            Origin start = driver.origin();
            DumpText.Found name = texts.text(driver.u32(), 2);
            if (name.missing()) {
                throw new FormatException(
                        FormatException.Kind.TRUNCATED, start, "the name of driver " + i + " is not inside the file");
            }
            result.add(wide ? driver64(driver, name) : driver32(driver, name));
        }
        return List.copyOf(result);
    }

    private static DumpModule driver32(ByteCursor in, DumpText.Found name) throws FormatException {
        in.skip(0x18);
        long base = in.u32();
        in.skip(4);
        long size = in.u32();
        in.skip(0x1C);
        long checksum = in.u32();
        return DumpModule.plain(name, base, size, checksum, in.u32());
    }

    private static DumpModule driver64(ByteCursor in, DumpText.Found name) throws FormatException {
        in.skip(4 + 0x30);
        long base = in.i64();
        in.skip(8);
        long size = in.u32();
        in.skip(0x34);
        long checksum = in.u32();
        in.skip(4);
        return DumpModule.plain(name, base, size, checksum, in.u32());
    }
}
