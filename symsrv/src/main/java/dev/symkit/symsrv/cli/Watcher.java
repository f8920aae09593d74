// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;
import dev.symkit.symsrv.spi.LookupListener;
import java.util.Optional;

/** Shows the trace on standard error if it is wanted, and what one look-up transfers in a progress bar. Thread-safe. */
final class Watcher implements LookupListener {
    private final ToolContext context;
    private final boolean traces;
    private final Optional<Progress> bar;
    private long last;

    private Watcher(ToolContext context, CommonOptions options, Optional<Progress> bar) {
        this.context = context;
        this.traces = options.traces(context);
        this.bar = bar;
    }

    static Watcher with(Progress bar, ToolContext context, CommonOptions options) {
        return new Watcher(context, options, Optional.of(bar));
    }

    static Watcher withoutBar(ToolContext context, CommonOptions options) {
        return new Watcher(context, options, Optional.empty());
    }

    @Override
    public void trace(String line) {
        if (traces) {
            context.err().println(line);
        }
    }

    @Override
    public synchronized void progress(long done, long total) {
        if (done > last) {
            long more = done - last;
            bar.ifPresent(progress -> progress.add(0, more));
        }
        last = done; // less than before: another transfer
    }

    @Override
    public boolean cancelled() {
        return context.cancellation().isCancelled();
    }
}
