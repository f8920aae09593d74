// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.symstore.AddFiles;
import java.io.PrintStream;

/** What an add shows while it runs. */
final class AddProgress implements AddFiles.Listener, AutoCloseable {
    private final PrintStream out;
    private final StoreOptions common;
    private final boolean showsId;
    private final ProgressBars bars;

    /** @param showsId whether the number of the transaction is printed */
    AddProgress(ToolContext context, StoreOptions common, boolean showsId, PrintStream out) {
        this.out = out;
        this.common = common;
        this.showsId = showsId && !common.json;
        this.bars = new ProgressBars(context, common);
    }

    @Override
    public void reading(long count, long bytes) {
        bars.reading(count, bytes);
    }

    @Override
    public void read(long count, long bytes) {
        bars.read(count, bytes);
    }

    @Override
    public void started(long count, long bytes) {
        bars.begin("Storing", count, bytes);
    }

    @Override
    public void progress(long count, long bytes) {
        bars.add(count, bytes);
    }

    @Override
    public void waiting(String holder) {
        close(); // the bar must not stand in the line of what is printed from now on
        if (common.verbose && !common.json) {
            SymStoreErrors.message(out, "Waiting for the store's lock, held by " + holder);
            out.flush();
        }
    }

    @Override
    public void committed(String id) {
        close();
        if (showsId) {
            if (common.verbose) {
                SymStoreErrors.message(out, "LastId.txt reported id " + Long.parseLong(id));
                SymStoreErrors.message(out, "Final id is " + id);
            }
            out.println("Finding ID...  " + id);
            out.flush();
        }
    }

    @Override
    public void close() {
        bars.close();
    }
}
