// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

/**
 * What became of one file.
 *
 * @param source its absolute path
 * @param name the entry's name; empty if it has no key
 * @param key the index string; empty if it has no key
 * @param symbolClass {@code bin}, {@code pri}, {@code pub}, {@code typ}, {@code dbg}; empty if unknown
 * @param path the file in the store, as it is shown; empty if there is none
 * @param form for a query: {@code file}, {@code compressed} or {@code ptr}; else empty
 * @param status a word as in the JSON output: stored, same, skipped, ignored, error, found or notFound
 * @param errorCode for an error the Win32 code of the system's reason; else 0
 * @param message why, or what is worth saying; empty if nothing
 * @param replaced whether other content was replaced
 * @param classChanged whether that changed private symbols to public ones or the other way round
 * @param secondary whether this is the second entry of a portable PDB, which does not count as a file
 */
public record FileReport(
        String source,
        String name,
        String key,
        String symbolClass,
        String path,
        String form,
        String status,
        int errorCode,
        String message,
        boolean replaced,
        boolean classChanged,
        boolean secondary) {

    /** ERROR_FILE_NOT_FOUND. */
    static final int NOT_FOUND = 2;

    /** ERROR_ACCESS_DENIED. */
    static final int ACCESS_DENIED = 5;

    /** ERROR_WRITE_FAULT. */
    static final int WRITE_FAULT = 29;

    /** ERROR_READ_FAULT. */
    static final int READ_FAULT = 30;

    /** ERROR_INVALID_NAME. */
    static final int INVALID_NAME = 123;

    static FileReport ignored(String source, String message) {
        return new FileReport(source, "", "", "", "", "", "ignored", 0, message, false, false, false);
    }

    static FileReport error(String source, int code, String message) {
        return new FileReport(source, "", "", "", "", "", "error", code, message, false, false, false);
    }
}
