// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.Slice;

/**
 * A source file of a module. Layout: {@link Checksums}.
 *
 * @param fileOffset place of the entry in the data of the checksum subsection, which is how lines and inlinees name the file
 * @param nameOffset offset of the file's name in {@code /names}, unsigned 32-bit
 * @param type how the checksum was made: one of the constants, or another number
 * @param checksum its bytes; none if the type is {@link #NONE}
 */
public record ChecksumEntry(long fileOffset, long nameOffset, int type, Slice checksum) {
    /** No checksum. */
    public static final int NONE = 0;

    /** MD5, 16 bytes. */
    public static final int MD5 = 1;

    /** SHA-1, 20 bytes. */
    public static final int SHA1 = 2;

    /** SHA-256, 32 bytes. */
    public static final int SHA256 = 3;
}
