// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

/** The wish to stop a run, set once and never taken back. Engines poll it between steps. Thread-safe. */
public final class Cancellation {
    private volatile boolean cancelled;

    /** Makes a cancellation that nobody has asked for yet. */
    public Cancellation() {}

    /** Asks the run to stop. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether somebody asked the run to stop. */
    public boolean isCancelled() {
        return cancelled;
    }
}
