// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.symstore.ReadingListener;
import java.io.PrintStream;

/** What a verb shows that reads files and makes one transaction of them. */
class ReadingProgress extends TransactionLines implements ReadingListener, AutoCloseable {
    private final ProgressBars bars;

    ReadingProgress(ToolContext context, StoreOptions common, PrintStream out) {
        super(common, out);
        this.bars = new ProgressBars(context, common);
    }

    /** Ends the bar shown so far and begins the next. */
    final void begin(String task, long files, long bytes) {
        bars.begin(task, files, bytes);
    }

    /** Moves the bar shown now. */
    final void add(long files, long bytes) {
        bars.add(files, bytes);
    }

    @Override
    public void reading(long files, long bytes) {
        bars.reading(files, bytes);
    }

    @Override
    public void read(long files, long bytes) {
        bars.read(files, bytes);
    }

    @Override
    public void waiting(String holder) {
        close(); // the bar must not stand in the line of what is printed from now on
        super.waiting(holder);
    }

    @Override
    public void committed(String id) {
        close();
        super.committed(id);
    }

    @Override
    public void close() {
        bars.close();
    }
}
