// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.unix;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * Fields in the byte order and word size of one file. Confined to one thread.
 *
 * @param in the bytes
 * @param big whether the most significant byte comes first
 * @param wide whether a word has 64 bits, else 32
 */
record Fields(ByteCursor in, boolean big, boolean wide) {
    int u16() throws FormatException {
        int value = in.u16();
        return big ? Short.toUnsignedInt(Short.reverseBytes((short) value)) : value;
    }

    long u32() throws FormatException {
        int value = in.i32();
        return Integer.toUnsignedLong(big ? Integer.reverseBytes(value) : value);
    }

    long i64() throws FormatException {
        long value = in.i64();
        return big ? Long.reverseBytes(value) : value;
    }

    /** A word: an offset, a size, an alignment. One of 64 bits may be negative, which is never a valid one. */
    long word() throws FormatException {
        return wide ? i64() : u32();
    }

    void skip(long count) throws FormatException {
        in.skip(count);
    }

    void skipWords(int count) throws FormatException {
        in.skip((wide ? 8L : 4L) * count);
    }
}
