// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Told how a run goes. All calls come from the thread that runs it. */
public interface AgeListener {

    /** What became of a file. */
    enum Status {
        /** It was deleted. */
        DELETED,
        /** It would have been deleted. */
        LISTED,
        /** It was to be deleted, but something spoke against it. */
        SKIPPED,
        /** It could not be deleted. */
        FAILED
    }

    /**
     * A file whose turn it was.
     *
     * @param path where it is or was
     * @param bytes its size
     * @param lastUse when it was last used
     * @param status what became of it
     * @param reason why it is still there, if it is; else empty
     */
    record Event(Path path, long bytes, Instant lastUse, Status status, String reason) {}

    /** More files were looked at. */
    default void counted(long files, long bytes) {}

    /** A file had its turn. */
    default void file(Event event) throws IOException {}

    /** Something else went wrong, in one line. */
    default void problem(String text) {}

    /** A store's lock is not free; told once, with the text of its holder. */
    default void waiting(String holder) {}
}
