// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.Name;

/**
 * A file that is stored in the PDB: a source, or the description of types for a debugger ({@code .natvis}).
 *
 * @param file name of the file
 * @param object name of the object file it belongs to, mostly empty
 * @param virtualName name under which its stream is found
 * @param size bytes of the file, uncompressed, unsigned 32-bit
 * @param crc CRC-32 of the file (polynomial 0xEDB88320, start 0, no inversion), unsigned 32-bit
 * @param compression how the stream is compressed; only {@link #UNCOMPRESSED} can be read as it is
 * @param flags bit 0: the file exists in the PDB only
 */
public record InjectedSource(
        Name file, Name object, Name virtualName, long size, long crc, int compression, int flags) {
    /** The stream holds the file. */
    public static final int UNCOMPRESSED = 0;

    /** The stream is run-length encoded. */
    public static final int RUN_LENGTH = 1;

    /** The stream is Huffman encoded. */
    public static final int HUFFMAN = 2;

    /** The stream is LZ compressed. */
    public static final int LZ = 3;

    /** What .NET compilers write: hash and, at times, text of a source, behind a header of their own. */
    public static final int DOT_NET = 101;

    /** Whether the file exists in the PDB only. */
    public boolean isVirtual() {
        return (flags & 1) != 0;
    }
}
