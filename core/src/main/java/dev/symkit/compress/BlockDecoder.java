// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;

/** Decompresses the blocks of one folder one after the other. Confined to one thread. */
interface BlockDecoder {
    /** Most bytes that a block may yield. */
    int MAX_BLOCK = 32768;

    /**
     * Decompresses the next block.
     *
     * @param data holds the compressed block
     * @param at index of its first byte
     * @param length its bytes
     * @param size bytes that it yields, 1 to {@link #MAX_BLOCK}
     * @param where the place of the first byte, for messages
     * @return an array whose first {@code size} bytes are the result; it is valid until the next call
     * @throws FormatException if the block is damaged
     */
    byte[] decode(byte[] data, int at, int length, int size, Origin where) throws FormatException;

    /** Most bytes that a compressed block may have. */
    int maxLength();

    /** Releases native memory, if there is any. */
    default void release() {}
}
