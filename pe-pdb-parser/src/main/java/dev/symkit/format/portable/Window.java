// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/** The part of a stream that was read last, so that walks in order read large pieces. Confined to one thread. */
final class Window {
    /** Piece for walks over a whole table or heap. */
    static final int WALK = 1 << 16;

    /** Piece for a look at one place. */
    static final int LOOK = 256;

    private final RandomBytes bytes;
    private final int chunk;
    private byte[] buffer = new byte[0];
    private long start;
    private int loaded;

    Window(RandomBytes bytes, int chunk) {
        this.bytes = bytes;
        this.chunk = chunk;
    }

    long size() {
        return bytes.size();
    }

    Origin origin() {
        return bytes.origin();
    }

    /** Reads an unsigned number of two or four bytes. */
    long number(long position, int width) throws IOException {
        int at = load(position, width);
        long low = (buffer[at] & 0xFF) | (buffer[at + 1] & 0xFF) << 8;
        if (width == 2) {
            return low;
        }
        return low | (buffer[at + 2] & 0xFFL) << 16 | (buffer[at + 3] & 0xFFL) << 24;
    }

    /** Gives a cursor that is good until the next call. */
    ByteCursor cursor(long position, int length) throws IOException {
        int at = load(position, length);
        return new ByteCursor(buffer, at, length, bytes.origin().plus(position));
    }

    private int load(long position, int length) throws IOException {
        if (position < start || position + length > start + loaded) {
            if (position < 0 || position > bytes.size() - length) {
                throw new FormatException(
                        FormatException.Kind.TRUNCATED,
                        bytes.origin().plus(Math.max(0, position)),
                        length + " bytes are needed here, there are " + bytes.size() + " in all");
            }
            if (length > Limits.MAX_WINDOW) {
                throw new FormatException(
                        FormatException.Kind.LIMIT,
                        bytes.origin().plus(position),
                        "a part of " + length + " bytes is too large");
            }
            int wanted = (int) Math.max(length, Math.min(chunk, bytes.size() - position));
            if (buffer.length < wanted) {
                buffer = new byte[wanted];
            }
            loaded = 0;
            bytes.read(position, buffer, 0, wanted);
            start = position;
            loaded = wanted;
        }
        return (int) (position - start);
    }
}
