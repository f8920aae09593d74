// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

/**
 * Bytes of the program's memory that a dump holds.
 *
 * @param start address of the first byte, unsigned 64-bit
 * @param size number of bytes
 * @param offset their place in the file
 */
public record MemoryRange(long start, long size, long offset) {
    /** Gives what is left without the first bytes. */
    MemoryRange after(long bytes) {
        return new MemoryRange(start + bytes, size - bytes, offset + bytes);
    }
}
