// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.store.key.SymbolKey;
import java.time.Duration;

/** Hears what becomes of searches. Called from any thread; must not block. */
public interface FillListener {
    /** How a search at one upstream ended. */
    enum Outcome {
        /** The file was there. */
        FOUND,
        /** It was not. */
        MISS,
        /** A file was there that is not what the key says. */
        REJECTED,
        /** The upstream did not answer, or refused. */
        ERROR,
        /** Nobody wanted it any longer. */
        CANCELLED
    }

    /**
     * A search at an upstream ended.
     *
     * @param directory that it was for
     * @param bytes size of the file; 0 without one
     * @param reason in words, secrets masked; empty of a file and of a miss
     */
    default void searched(
            String directory,
            String upstream,
            SymbolKey key,
            Outcome outcome,
            Duration took,
            long bytes,
            String reason) {}

    /** An upstream is left alone from now on, or asked again. */
    default void blackout(String upstream, Duration left) {}

    /** No upstream of a directory has a key. */
    default void missed(String directory, SymbolKey key) {}

    /** A file came into a directory. */
    default void stored(String directory, SymbolKey key, java.nio.file.Path file) {}

    /** A file could not be kept in its directory, because of space or rights, and was only passed on. */
    default void notKept(String directory, SymbolKey key) {}
}
