// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;
import dev.symkit.symsrv.spi.LookupListener;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Shows the trace on standard error if it is wanted, and a progress bar while a file is fetched. Thread-safe. */
final class Watcher implements LookupListener, AutoCloseable {
    private final ToolContext context;
    private final BooleanSupplier noisy;
    private final boolean bars;
    private final BooleanSupplier cancelled;
    private Optional<Progress> bar = Optional.empty();
    private long last;

    Watcher(ToolContext context, BooleanSupplier noisy, boolean bars, BooleanSupplier cancelled) {
        this.context = context;
        this.noisy = noisy;
        this.bars = bars;
        this.cancelled = cancelled;
    }

    @Override
    public void trace(String line) {
        if (noisy.getAsBoolean()) {
            context.out().flush(); // what was said before stands before it, where both go to one file
            context.err().println(line);
        }
    }

    @Override
    public synchronized void progress(long done, long total) {
        if (bar.isEmpty()) {
            bar = Optional.of(Progress.start(context, bars, "Fetching", new Progress.Total(1, total)));
            last = 0;
        }
        if (done > last) {
            bar.get().add(0, done - last);
        }
        last = done; // less than before: another transfer
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    /** No file is fetched any more. */
    @Override
    public synchronized void close() {
        bar.ifPresent(Progress::close);
        bar = Optional.empty();
    }
}
