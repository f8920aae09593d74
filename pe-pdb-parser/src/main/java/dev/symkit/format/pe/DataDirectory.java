// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

/**
 * One entry of the optional header's data directories, 8 bytes: u32 RVA, u32 size. Source: the PE format document, optional header
 * data directories.
 *
 * @param rva address of the table relative to the image, unsigned 32-bit; for {@link #CERTIFICATE} a file offset
 * @param size bytes in the table, unsigned 32-bit
 */
public record DataDirectory(long rva, long size) {
    /** Bytes of one entry in the file. */
    public static final int SIZE = 8;

    /** Index of the export table. */
    public static final int EXPORT = 0;

    /** Index of the import table. */
    public static final int IMPORT = 1;

    /** Index of the resource table. */
    public static final int RESOURCE = 2;

    /** Index of the function table ({@code .pdata}). */
    public static final int EXCEPTION = 3;

    /** Index of the certificate table, whose {@link #rva()} is a file offset. */
    public static final int CERTIFICATE = 4;

    /** Index of the debug directory. */
    public static final int DEBUG = 6;

    /** Index of the load configuration. */
    public static final int LOAD_CONFIG = 10;

    /** Index of the CLR header. */
    public static final int CLR = 14;

    /** Number of entries that have a meaning. */
    public static final int COUNT = 16;

    /** True if there is no table. */
    public boolean isEmpty() {
        return rva == 0 || size == 0;
    }
}
