// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * One entry of the debug directory, 28 bytes: u32 characteristics, u32 timestamp, u16 major and minor version, u32 type, u32 size,
 * u32 RVA, u32 file offset. Source: the PE format document, debug directory.
 *
 * @param timestamp as stored, unsigned 32-bit
 * @param majorVersion version of the data's format
 * @param minorVersion 0x504D in the CodeView entry of a portable PDB
 * @param type what the data is; 2 is CodeView
 * @param size bytes of data, unsigned 32-bit
 * @param rva address of the data when loaded, 0 if it is not loaded
 * @param filePosition bytes from the start of the file to the data
 */
public record DebugEntry(
        long timestamp, int majorVersion, int minorVersion, long type, long size, long rva, long filePosition) {
    /** Bytes of one entry in the file. */
    public static final int SIZE = 28;

    /** Type of a CodeView entry. */
    public static final int CODEVIEW = 2;

    static DebugEntry decode(ByteCursor in) throws FormatException {
        in.skip(4);
        long timestamp = in.u32();
        int major = in.u16();
        int minor = in.u16();
        return new DebugEntry(timestamp, major, minor, in.u32(), in.u32(), in.u32(), in.u32());
    }
}
