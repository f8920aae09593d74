// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy.cli;

import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;
import dev.symkit.pdbcopy.CopyListener;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far a copy has come. */
final class CopyBar implements CopyListener, AutoCloseable {
    private final ToolContext context;
    private final boolean wanted;
    private final String task;
    private @Nullable Progress bar;

    CopyBar(ToolContext context, boolean wanted, String task) {
        this.context = context;
        this.wanted = wanted;
        this.task = task;
    }

    @Override
    public void started(long bytes) {
        bar = Progress.start(context, wanted, task, new Progress.Total(1, bytes));
    }

    @Override
    public void progress(long bytes) {
        Progress shown = bar;
        if (shown != null) {
            shown.add(0, bytes);
        }
    }

    @Override
    public void close() {
        Progress shown = bar;
        if (shown != null) {
            shown.close();
        }
    }
}
