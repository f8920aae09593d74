// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;
import dev.symkit.symstore.ReadingListener;
import org.jspecify.annotations.Nullable;

/** The bars of the parts of a run, one after another. A part begins on the thread that runs the command. */
final class ProgressBars implements ReadingListener, AutoCloseable {
    private final ToolContext context;
    private final boolean wanted;
    private volatile @Nullable Progress running;

    /** Bars that are only shown if {@code wanted}, to a person at a terminal. */
    ProgressBars(ToolContext context, StoreOptions options) {
        this.context = context;
        this.wanted = !options.json && !options.quiet;
    }

    @Override
    public void reading(long files, long bytes) {
        begin("Reading", files, bytes);
    }

    @Override
    public void read(long files, long bytes) {
        add(files, bytes);
    }

    /** Ends the bar shown so far and begins the next. */
    void begin(String task, long files, long bytes) {
        close();
        running = Progress.start(context, wanted, task, new Progress.Total(files, bytes));
    }

    void add(long files, long bytes) {
        Progress bar = running;
        if (bar != null) {
            bar.add(files, bytes);
        }
    }

    @Override
    public void close() {
        Progress bar = running;
        if (bar != null) {
            bar.close();
            running = null;
        }
    }
}
