// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;

/** The progress bar of a run that prints lines too: it shows while none were printed for a second. Confined to one thread. */
final class Pace implements AutoCloseable {
    private final ToolContext context;
    private final boolean wanted;
    private Progress bar;

    Pace(ToolContext context, boolean wanted) {
        this.context = context;
        this.wanted = wanted;
        this.bar = start();
    }

    private Progress start() {
        return Progress.start(context, wanted, "Aging", Progress.Total.UNKNOWN);
    }

    void add(long files, long bytes) {
        bar.add(files, bytes);
    }

    /** Makes room for a line. */
    void pause() {
        bar.close();
        bar = start();
    }

    @Override
    public void close() {
        bar.close();
    }
}
