// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.util.List;

/**
 * Decodes the two lists of memory of a minidump. Memory list: u32 count, entries of u64 address, u32 size, u32 offset; four bytes of
 * padding may follow the count. Memory-64 list: u64 count, u64 offset of the first range's bytes, entries of u64 address, u64 size; the
 * bytes of the ranges follow each other. Source: the documentation of {@code MINIDUMP_MEMORY_LIST} and {@code
 * MINIDUMP_MEMORY64_LIST}.
 */
final class MemoryLists {
    private static final int ENTRY = 16;

    private MemoryLists() {}

    static void memory(ByteSource source, MinidumpStream stream, List<MemoryRange> into) throws IOException {
        ByteCursor in = source.cursor("memory list", stream.offset(), stream.size());
        long count = in.u32();
        if (in.remaining() == 4 + count * ENTRY) {
            in.skip(4);
        }
        checkCount(in, count);
        for (long i = 0; i < count; i++) {
            long start = in.i64();
            long size = in.u32();
            into.add(new MemoryRange(start, size, in.u32()));
        }
    }

    static void memory64(ByteSource source, MinidumpStream stream, List<MemoryRange> into) throws IOException {
        ByteCursor in = source.cursor("memory-64 list", stream.offset(), stream.size());
        long count = in.i64();
        long offset = in.i64();
        checkCount(in, count);
        for (long i = 0; i < count && offset >= 0 && offset < source.size(); i++) {
            long start = in.i64();
            long size = in.i64();
            if (size < 0) {
                throw in.error(FormatException.Kind.BAD_VALUE, "a range of more than 2^63 bytes before");
            }
            into.add(new MemoryRange(start, size, offset));
            offset += size;
        }
    }

    private static void checkCount(ByteCursor in, long count) throws FormatException {
        if (count < 0 || count > in.remaining() / ENTRY) {
            throw in.error(
                    FormatException.Kind.TRUNCATED,
                    Long.toUnsignedString(count) + " ranges do not fit the " + in.remaining() + " bytes left");
        }
        if (count > Minidump.MAX_RANGES) {
            throw in.error(FormatException.Kind.LIMIT, count + " ranges are too many");
        }
    }
}
