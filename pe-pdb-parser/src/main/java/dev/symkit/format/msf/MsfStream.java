// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.Locale;

/**
 * One stream of an MSF file. Nothing is read before it is asked for. Offsets are 64-bit and count from the start of the stream.
 *
 * <p>A nil stream (size 0xFFFFFFFF in the directory, or a number the directory does not have) is different from an empty one;
 * both have size 0. Immutable, thread-safe.
 */
public final class MsfStream {
    private final int index;
    private final boolean nil;
    private final PagedBytes bytes;

    MsfStream(int index, boolean nil, PagedBytes bytes) {
        this.index = index;
        this.nil = nil;
        this.bytes = bytes;
    }

    /** Number of the stream, from 0. */
    public int index() {
        return index;
    }

    /** True if the stream does not exist. */
    public boolean isNil() {
        return nil;
    }

    /** Bytes in the stream; 0 for a nil stream. */
    public long size() {
        return bytes.size();
    }

    /** Place of the first byte, for messages. */
    public Origin origin() {
        return bytes.origin();
    }

    /**
     * Reads exactly {@code length} bytes, runs of adjacent pages at once.
     *
     * @param offset bytes from the start of the stream
     * @param into receives the bytes
     * @param at index of the first byte written in {@code into}
     * @param length number of bytes
     * @throws FormatException {@code TRUNCATED} if the stream or the file ends before, {@code BAD_VALUE} if a page number is
     *     not allowed
     * @throws IOException if the file cannot be read
     */
    public void read(long offset, byte[] into, int at, int length) throws IOException {
        bytes.read(offset, into, at, length);
    }

    /**
     * Gives a cursor over a part of the stream.
     *
     * @param offset bytes from the start of the stream
     * @param length number of bytes
     * @throws FormatException as {@link #read}, and {@code LIMIT} if the part is larger than {@link Limits#MAX_WINDOW}
     * @throws IOException if the file cannot be read
     */
    public ByteCursor cursor(long offset, long length) throws IOException {
        Origin where = origin().plus(offset);
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    where,
                    String.format(Locale.ROOT, "0x%X bytes are needed here, the stream has 0x%X", length, size()));
        }
        if (length > Limits.MAX_WINDOW) {
            throw new FormatException(FormatException.Kind.LIMIT, where, "a part of " + length + " bytes is too large");
        }
        byte[] window = new byte[(int) length];
        read(offset, window, 0, window.length);
        return new ByteCursor(window, 0, window.length, where);
    }
}
