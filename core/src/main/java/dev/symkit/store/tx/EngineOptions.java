// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.parallel.Parallel;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How the engine works.
 *
 * @param clock the time of transactions; its zone is that of the dates recorded
 * @param jobs how many files are read at a time, at least 1
 * @param lockTimeout how long to wait for the store's lock
 * @param program what the text of the lock says is at work
 * @param cancelled asked now and then until the commit point; true ends the run with nothing changed
 */
public record EngineOptions(Clock clock, int jobs, Duration lockTimeout, String program, BooleanSupplier cancelled) {
    /** Options of SymStore. */
    public EngineOptions(Clock clock, int jobs, Duration lockTimeout, BooleanSupplier cancelled) {
        this(clock, jobs, lockTimeout, "symstore", cancelled);
    }

    /** What does the same with many files. */
    Parallel parallel() {
        return new Parallel(Math.max(1, jobs), cancelled);
    }
}
