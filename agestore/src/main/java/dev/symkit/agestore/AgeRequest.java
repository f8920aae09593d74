// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * What is to be done. Immutable.
 *
 * @param files where
 * @param mode which files go
 * @param time what counts as the last use of a file
 * @param rules the fine print
 * @param running how the run fits into its surroundings
 */
public record AgeRequest(PathSpec files, Mode mode, TimeChoice time, Rules rules, Running running) {

    /** Which files go. */
    public sealed interface Mode {
        /**
         * Files that were last used before a moment; one used just then stays.
         *
         * @param cutoff the moment
         */
        record UnusedSince(Instant cutoff) implements Mode {}

        /**
         * The files that were not used for longest, until the rest is small enough.
         *
         * @param bytes what the rest may have in all
         */
        record Keep(long bytes) implements Mode {}

        /** None: files are only counted. */
        record Measure() implements Mode {}
    }

    /**
     * The fine print.
     *
     * @param recurse whether sub-directories belong to the root ({@code -s})
     * @param keepDirectories whether empty directories stay ({@code -k})
     * @param readOnlyToo whether read-only files go too ({@code -r})
     * @param wholeKeys whether the files of a directory go together or not at all ({@code -unit=key})
     * @param managedToo whether stores under SymStore's management may be changed, under their lock ({@code -force})
     * @param listOnly whether nothing is changed ({@code -l})
     */
    public record Rules(
            boolean recurse,
            boolean keepDirectories,
            boolean readOnlyToo,
            boolean wholeKeys,
            boolean managedToo,
            boolean listOnly) {}

    /**
     * The surroundings.
     *
     * @param now the time, for running downloads
     * @param lockTimeout how long to wait for a store's lock
     * @param cancelled asked now and then; true ends the run
     */
    public record Running(Instant now, Duration lockTimeout, BooleanSupplier cancelled) {}
}
