// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

/**
 * One entry of a minidump's stream directory, 12 bytes: u32 type, u32 size, u32 offset. Source: the documentation of {@code
 * MINIDUMP_DIRECTORY}.
 *
 * @param type what the stream holds; types above 0xFFFF belong to programs
 * @param size bytes, unsigned 32-bit
 * @param offset bytes from the start of the file, unsigned 32-bit
 */
public record MinidumpStream(long type, long size, long offset) {
    /** Type of an entry that is not used. */
    public static final int UNUSED = 0;

    /** Type of the list of modules. */
    public static final int MODULE_LIST = 4;

    /** Type of the list of memory ranges, each with its place in the file. */
    public static final int MEMORY_LIST = 5;

    /** Type of the description of system and processor. */
    public static final int SYSTEM_INFO = 7;

    /** Type of the list of memory ranges of full dumps, whose bytes lie one after the other. */
    public static final int MEMORY64_LIST = 9;

    /** Type of the list of modules that were unloaded. */
    public static final int UNLOADED_MODULE_LIST = 14;
}
