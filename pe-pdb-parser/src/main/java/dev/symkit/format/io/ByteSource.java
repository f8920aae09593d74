// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.io.Closeable;
import java.io.IOException;

/**
 * Random access to the bytes of one file. There is no shared position; implementations are thread-safe.
 *
 * <p>The size is fixed when the source is opened.
 */
public interface ByteSource extends Closeable {
    /** Name of the file for messages. */
    String name();

    /** Number of bytes, 64-bit. */
    long size();

    /**
     * Reads exactly {@code length} bytes.
     *
     * @param position bytes from the start of the file
     * @param into receives the bytes
     * @param at index of the first byte written in {@code into}
     * @param length number of bytes
     * @throws FormatException {@code TRUNCATED} if the file ends before {@code position + length}
     * @throws IOException if the file cannot be read
     */
    void read(long position, byte[] into, int at, int length) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * Gives a cursor over a part of the file, with offsets counted from the start of the file.
     *
     * @param structure what the part is, for messages
     * @param position bytes from the start of the file
     * @param length number of bytes
     * @throws FormatException {@code TRUNCATED} if the part is not inside the file, {@code LIMIT} if it is larger than
     *     {@link Limits#MAX_WINDOW}
     * @throws IOException if the file cannot be read
     */
    default ByteCursor cursor(String structure, long position, long length) throws IOException {
        Origin origin = new Origin(name(), structure, position);
        if (position < 0 || length < 0 || position > size() - length) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    origin,
                    length + " bytes are needed here, the file has " + Math.max(0, size() - Math.max(0, position)));
        }
        if (length > Limits.MAX_WINDOW) {
            throw new FormatException(
                    FormatException.Kind.LIMIT, origin, "a part of " + length + " bytes is too large");
        }
        byte[] bytes = new byte[(int) length];
        read(position, bytes, 0, bytes.length);
        return new ByteCursor(bytes, 0, bytes.length, origin);
    }

    /**
     * Gives a source over an array. The array is not copied; it must not change afterwards.
     *
     * @param name name for messages
     * @param bytes the content
     */
    static ByteSource of(String name, byte[] bytes) {
        return new ArrayByteSource(name, bytes);
    }
}
