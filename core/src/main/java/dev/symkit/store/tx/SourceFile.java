// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.IntConsumer;

/** A file that is to be stored. Thread-safe. */
public interface SourceFile {
    /** The path that the store's files record. */
    String recordedPath();

    /** Size in bytes. */
    long size();

    /** Time of last modification, which the stored copy gets. */
    Instant modified();

    /** Whether the content is compressed already: a container with one file, which the key is of. It is stored as it is. */
    default boolean compressed() {
        return false;
    }

    /**
     * Opens the file for reading at any position; the caller closes it.
     *
     * @throws dev.symkit.store.storage.SourceException if it cannot be opened
     */
    ByteSource open() throws IOException;

    /**
     * Writes the whole content.
     *
     * @param out receives it; if it is a {@link dev.symkit.store.storage.FileOutput}, the system can do the copying
     * @param copied told after each part how many bytes that was; may throw to end the copying
     * @throws dev.symkit.store.storage.SourceException if the file cannot be read; other failures are those of {@code out}
     */
    void copyTo(OutputStream out, IntConsumer copied) throws IOException;
}
