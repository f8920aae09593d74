// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;

/** Reads a part of a source front to back in large pieces. Confined to one thread. */
final class ReadAhead {
    private static final int CAPACITY = 256 * 1024;

    private final ByteSource source;
    private final long end;
    private final byte[] buffer;
    private long next;
    private int at;
    private int filled;

    /** Reads from {@code start} on, and never at or after {@code end}. */
    ReadAhead(ByteSource source, long start, long end) {
        this.source = source;
        this.next = start;
        this.end = end;
        this.buffer = new byte[(int) Math.max(0, Math.min(CAPACITY, end - start))];
    }

    /** Bytes from here to the end. */
    long remaining() {
        return Math.max(0, end - next) + filled - at;
    }

    /** The array that holds the bytes. It changes with {@link #require} only. */
    byte[] array() {
        return buffer;
    }

    /** Index of the next byte in {@link #array()}. */
    int at() {
        return at;
    }

    /** Passes over bytes that {@link #require} has brought. */
    void skip(int count) {
        at += count;
    }

    /** The next byte, or -1 at the end. */
    int read() throws IOException {
        if (at == filled && !fill()) {
            return -1;
        }
        return buffer[at++] & 0xFF;
    }

    /**
     * Makes sure that the next {@code count} bytes, at most half of the capacity, lie in {@link #array()} at {@link #at()}.
     *
     * @throws FormatException {@code TRUNCATED} at {@code where} if there are fewer
     */
    void require(int count, Origin where) throws IOException {
        if (count > remaining()) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    where,
                    count + " bytes are needed here, " + remaining() + " are left");
        }
        while (filled - at < count) {
            fill();
        }
    }

    /** Brings more bytes; false at the end. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        filled -= at;
        at = 0;
        int count = (int) Math.min(buffer.length - filled, end - next);
        if (count <= 0) {
            return false;
        }
        source.read(next, buffer, filled, count);
        next += count;
        filled += count;
        return true;
    }
}
