// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.io.IOException;

/** Access to the bytes of an image by RVA: an image itself, or the parts of it that a PDB keeps. Implementations are thread-safe. */
public interface ImageBytes {
    /**
     * Gives the number of bytes that can be read from an address on.
     *
     * @param rva address relative to the image
     * @return bytes up to the end of the section's data, 0 if there are none at the address
     */
    long available(long rva);

    /**
     * Reads a part.
     *
     * @param structure what the part is, for messages
     * @param rva address of its first byte, relative to the image
     * @param length its bytes
     * @throws FormatException {@code TRUNCATED} if fewer are {@link #available}, {@code LIMIT} if it is too large
     * @throws IOException if the file cannot be read
     */
    ByteCursor cursor(String structure, long rva, long length) throws IOException;
}
