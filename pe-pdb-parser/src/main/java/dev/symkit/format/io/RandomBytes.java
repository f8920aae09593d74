// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.io.IOException;
import java.util.Locale;

/**
 * Bytes of one structure that can be read at any 64-bit offset: a stream of a PDB, or a part of a file. Implementations are
 * thread-safe.
 */
public interface RandomBytes {
    /** Place of the first byte, for messages. */
    Origin origin();

    /** Number of bytes. */
    long size();

    /**
     * Reads exactly {@code length} bytes.
     *
     * @param offset bytes from the start of the structure
     * @param into receives the bytes
     * @param at index of the first byte written in {@code into}
     * @param length number of bytes
     * @throws FormatException {@code TRUNCATED} if the structure or the file ends before, {@code BAD_VALUE} if what says where the
     *     bytes lie is damaged
     * @throws IOException if the file cannot be read
     */
    void read(long offset, byte[] into, int at, int length) throws IOException;

    /**
     * Gives a cursor over a part.
     *
     * @param offset bytes from the start of the structure
     * @param length number of bytes
     * @throws FormatException as {@link #read}, and {@code LIMIT} if the part is larger than {@link Limits#MAX_WINDOW}
     * @throws IOException if the file cannot be read
     */
    default ByteCursor cursor(long offset, long length) throws IOException {
        Origin where = origin().plus(offset);
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    where,
                    String.format(Locale.ROOT, "0x%X bytes are needed here, there are 0x%X in all", length, size()));
        }
        if (length > Limits.MAX_WINDOW) {
            throw new FormatException(FormatException.Kind.LIMIT, where, "a part of " + length + " bytes is too large");
        }
        byte[] window = new byte[(int) length];
        read(offset, window, 0, window.length);
        return new ByteCursor(window, 0, window.length, where);
    }
}
