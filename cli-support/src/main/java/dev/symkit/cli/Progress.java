// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.function.LongSupplier;

/**
 * Shows how far a long run has come, on standard error, to a person at a terminal. Thread-safe.
 *
 * <p>Nothing is shown, and no library is loaded, if the run is not interactive or took less than a second.
 */
public interface Progress extends AutoCloseable {
    /** Reports work done since the last call. */
    void add(long files, long bytes);

    /** Removes the bar for good; work reported afterwards is not shown. */
    @Override
    void close();

    /**
     * The progress of a run that starts now.
     *
     * @param wanted false under {@code --quiet} and {@code --json}
     * @param task one word or two, such as {@code Storing}
     * @param total what has to be done in all
     */
    static Progress start(ToolContext context, boolean wanted, String task, Total total) {
        return start(context, wanted, task, total, System::nanoTime);
    }

    /** As {@link #start(ToolContext, boolean, String, Total)}, with the clock given. */
    static Progress start(ToolContext context, boolean wanted, String task, Total total, LongSupplier nanoTime) {
        return wanted && context.interactive()
                ? new BarProgress(context.err(), task, total, nanoTime)
                : new NoProgress();
    }

    /**
     * The size of a run.
     *
     * @param files number of files
     * @param bytes their size in bytes
     */
    record Total(long files, long bytes) {
        /** The size of a run that finds out only at its end. */
        public static final Total UNKNOWN = new Total(-1, -1);
    }
}
