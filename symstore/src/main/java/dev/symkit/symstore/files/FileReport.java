// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.symstore.Failure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;

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
 * @param errorCode for an error the Win32 code of the system's reason, for a file of no known kind {@link #INVALID_DATA}; else 0
 * @param message why, or what is worth saying; empty if nothing
 * @param marks what else is to be known
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
        Set<Mark> marks) {

    /** What may be true of a file that is in the store. */
    public enum Mark {
        /** Other content was replaced. */
        REPLACED,
        /** That changed private symbols to public ones or the other way round. */
        CLASS_CHANGED,
        /** It is there compressed. */
        COMPRESSED,
        /** It is not the first entry of its file, which counts as one file. */
        SECONDARY
    }

    /** ERROR_FILE_NOT_FOUND. */
    static final int NOT_FOUND = 2;

    /** ERROR_ACCESS_DENIED. */
    static final int ACCESS_DENIED = 5;

    /** ERROR_INVALID_DATA. */
    public static final int INVALID_DATA = 13;

    /** ERROR_WRITE_FAULT. */
    static final int WRITE_FAULT = 29;

    /** ERROR_READ_FAULT. */
    static final int READ_FAULT = 30;

    /** ERROR_INVALID_PARAMETER. */
    static final int INVALID_PARAMETER = 87;

    /** ERROR_INVALID_NAME. */
    static final int INVALID_NAME = 123;

    /** Copies the set. */
    public FileReport {
        marks = Set.copyOf(marks);
    }

    /** Whether the report carries a mark. */
    public boolean is(Mark mark) {
        return marks.contains(mark);
    }

    /** A file of no kind that has a key. */
    static FileReport unknown(String source, String message) {
        return without(source, "ignored", INVALID_DATA, message);
    }

    /** A file that could have been added, and is not wanted. */
    static FileReport excluded(String source, String message) {
        return without(source, "ignored", 0, message);
    }

    static FileReport error(String source, int code, String message) {
        return without(source, "error", code, message);
    }

    /** A file that could not be read. */
    static FileReport unreadable(String source, IOException problem) {
        int code = problem instanceof NoSuchFileException
                ? NOT_FOUND
                : Failure.isDenied(problem) ? ACCESS_DENIED : READ_FAULT;
        return error(source, code, Failure.describe(problem));
    }

    private static FileReport without(String source, String status, int code, String message) {
        return new FileReport(source, "", "", "", "", "", status, code, message, Set.of());
    }
}
