// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A place where one writer prepares files that readers do not see yet. Thread-safe.
 *
 * <p>Closing it gives up whatever was staged and not published.
 */
public interface Staging extends Closeable {

    /**
     * Writes one file and gives back its handle, a text that outlives this process.
     *
     * <p>A handle has the form of a path in the store: parts separated by {@code /}, none of them empty, {@code .} or {@code ..},
     * without backslashes, colons and control characters.
     *
     * @param path where the file is meant to go, relative to the store root; a hint, {@code publish} decides
     * @param content the bytes
     * @param modified time of last modification the file is to have; empty for now
     */
    String stage(String path, StagedContent content, Optional<Instant> modified) throws IOException;

    /**
     * Says whether a committed plan names what is staged here. Closing leaves it alone then, for whoever finishes the plan.
     */
    void committed(boolean named);

    /** Whether everything staged here and not yet published still exists (nobody took this writer for dead). */
    boolean intact() throws IOException;
}
