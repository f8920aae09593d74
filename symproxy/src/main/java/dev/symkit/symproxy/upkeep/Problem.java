// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Something in a directory that is not as it should be.
 *
 * @param kind what
 * @param path where
 * @param message in words
 * @param repaired whether it was until a moment ago
 */
public record Problem(Kind kind, Path path, String message, boolean repaired) {
    /** What is wrong. */
    public enum Kind {
        /** A temporary file that nobody writes any more. */
        LEFTOVER,
        /** A file of no bytes. */
        EMPTY,
        /** A file that is not what its key says. */
        WRONG,
        /** A file or directory that cannot be read. */
        UNREADABLE,
        /** A directory or file beside another whose name differs only in case. */
        TWIN;

        /** In a report. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One that is not repaired. */
    static Problem open(Kind kind, Path path, String message) {
        return new Problem(kind, path, message, false);
    }

    /** The same, repaired. */
    Problem fixed(String how) {
        return new Problem(kind, path, message + ": " + how, true);
    }

    /** The same, with why it is not repaired. */
    Problem kept(String why) {
        return new Problem(kind, path, message + ": " + why, false);
    }
}
