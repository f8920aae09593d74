// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.Origin;
import java.io.IOException;

/**
 * An array of page numbers that stays where it is stored and is read in pieces.
 *
 * @param bytes what the array lies in
 * @param offset byte offset of the first page number in {@code bytes}
 * @param width bytes per page number: 2 in MSF 2.00, 4 in MSF 7.00
 * @param origin place of the array, for messages
 */
record PageList(Reader bytes, long offset, int width, Origin origin) {
    /** What the array can be read from: a file, or pages put together. */
    @FunctionalInterface
    interface Reader {
        void read(long offset, byte[] into, int at, int length) throws IOException;
    }

    /**
     * Reads page numbers, unchecked.
     *
     * @param first index of the first one
     * @param count how many
     */
    long[] read(long first, int count) throws IOException {
        byte[] raw = new byte[count * width];
        bytes.read(offset + first * width, raw, 0, raw.length);
        ByteCursor in = new ByteCursor(raw, 0, raw.length, place(first));
        long[] pages = new long[count];
        for (int i = 0; i < count; i++) {
            pages[i] = width == 2 ? in.u16() : in.u32();
        }
        return pages;
    }

    /** The place of one page number, for messages. */
    Origin place(long index) {
        return origin.plus(index * width);
    }
}
