// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.nio.file.Path;

/**
 * A file as it was found. Immutable.
 *
 * @param path where
 * @param bytes its size
 * @param lastUse when it was last used, in nanoseconds since 1970 (years 1677 to 2262, others become one of these)
 * @param modified when it was modified, likewise
 * @param hold what speaks against deleting it
 */
record AgedFile(Path path, long bytes, long lastUse, long modified, Hold hold) {

    /** What speaks against deleting a file, with the words for it. */
    enum Hold {
        /** Nothing. */
        NONE(""),
        /** It is read-only, and {@code -r} was not given. */
        READ_ONLY("read-only"),
        /** A running download. */
        DOWNLOAD("a running download");

        private final String text;

        Hold(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    boolean isFree() {
        return hold == Hold.NONE;
    }

    /** Whether it is the same file, as far as can be seen. */
    boolean isAs(AgedFile before) {
        return bytes == before.bytes && lastUse == before.lastUse && modified == before.modified;
    }
}
