// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Arrays;

/**
 * The ids of a module that other modules use, each with the index in the type or id stream that it stands for.
 *
 * <p>Layout of subsection 0xF8, little-endian: {u32 id in the module, u32 index} to the end. Source: LLVM, {@code
 * DebugCrossExSubsection.h}. Ids are compared as stored, also those with bit 31.
 *
 * <p>Immutable, thread-safe.
 */
public final class CrossModuleExports {
    /** A module that exports nothing. */
    public static final CrossModuleExports NONE = new CrossModuleExports(new long[0]);

    private static final int ENTRY = 8;

    /** Id in the high half, index in the low half; ordered by id as a signed number. */
    private final long[] entries;

    private CrossModuleExports(long[] entries) {
        this.entries = entries;
    }

    /**
     * Reads the exports of a module.
     *
     * @param stream the module stream
     * @param start offset of the first C13 subsection
     * @param end offset of the first byte after the last one
     * @throws FormatException {@code TRUNCATED} or {@code LIMIT} as {@link C13Reader#next}; {@code BAD_VALUE} if the size is no multiple of
     *     eight
     * @throws IOException if the file cannot be read
     */
    public static CrossModuleExports read(RandomBytes stream, long start, long end) throws IOException {
        C13Reader reader = new C13Reader(stream, start, end);
        long[] entries = new long[0];
        while (reader.next(C13Reader.CROSS_SCOPE_EXPORTS)) {
            entries = append(entries, reader.data());
        }
        if (entries.length == 0) {
            return NONE;
        }
        Arrays.sort(entries);
        return new CrossModuleExports(entries);
    }

    private static long[] append(long[] before, ByteCursor in) throws FormatException {
        if (in.remaining() % ENTRY != 0) {
            throw in.error(
                    FormatException.Kind.BAD_VALUE, "exports of " + in.remaining() + " bytes are not whole pairs");
        }
        int more = in.remaining() / ENTRY;
        if (before.length + (long) more > Integer.MAX_VALUE / ENTRY) {
            throw in.error(FormatException.Kind.LIMIT, "the module has too many exports");
        }
        long[] entries = Arrays.copyOf(before, before.length + more);
        for (int i = before.length; i < entries.length; i++) {
            entries[i] = (long) in.i32() << 32 | in.u32();
        }
        return entries;
    }

    /** Number of exported ids. */
    public int size() {
        return entries.length;
    }

    /** Id of an entry in the module, as stored. Entries are numbered from 0. */
    public int id(int entry) {
        return (int) (entries[entry] >> 32);
    }

    /** Index in the type or id stream that an entry stands for, unsigned 32-bit. */
    public long index(int entry) {
        return entries[entry] & 0xFFFFFFFFL;
    }

    /**
     * Finds what an exported id stands for.
     *
     * @param id as stored
     * @return the index in the type or id stream, or -1 if the id is not exported
     */
    public long find(int id) {
        int at = Arrays.binarySearch(entries, (long) id << 32);
        int first = at >= 0 ? at : -at - 1;
        return first < entries.length && id(first) == id ? index(first) : -1;
    }
}
