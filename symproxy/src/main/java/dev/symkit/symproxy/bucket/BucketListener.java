// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.key.SymbolKey;

/** Hears what became of files that were to be written to a bucket. Called from any thread; must not block. */
@FunctionalInterface
public interface BucketListener {
    /** Hears nothing. */
    BucketListener NONE = (directory, key, outcome, reason) -> {};

    /** How it ended. */
    enum Outcome {
        /** It is there. */
        STORED,
        /** Somebody else had written it already. */
        PRESENT,
        /** It could not be written. */
        FAILED,
        /** Too many waited. */
        DROPPED
    }

    /**
     * A file was written, or not.
     *
     * @param directory that it came to
     * @param reason in words; empty if it is there now
     */
    void written(String directory, SymbolKey key, Outcome outcome, String reason);
}
