// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The store an operation works on, and how.
 *
 * @param store the text of {@code /s}
 * @param location where that is: the same text, or the directory where the share is mounted
 * @param workingDirectory what relative paths start from
 * @param jobs how many files are worked on at a time
 * @param lockTimeout how long to wait for the store's lock
 * @param sync whether data is forced to the device
 * @param clock the time of transactions, with the zone of the dates recorded
 * @param cancelled the user's wish to stop
 */
public record StoreTarget(
        String store,
        String location,
        Path workingDirectory,
        int jobs,
        Duration lockTimeout,
        boolean sync,
        Clock clock,
        BooleanSupplier cancelled) {

    /** A store that is where its text says. */
    public StoreTarget(
            String store,
            Path workingDirectory,
            int jobs,
            Duration lockTimeout,
            boolean sync,
            Clock clock,
            BooleanSupplier cancelled) {
        this(store, store, workingDirectory, jobs, lockTimeout, sync, clock, cancelled);
    }
}
