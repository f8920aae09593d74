// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that appears when the run has lasted a second. Guarded by its own lock. */
final class BarProgress implements Progress {
    private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int WIDTH = 78;
    private static final long MIB = 1L << 20;

    private final PrintStream err;
    private final String task;
    private final Total total;
    private final LongSupplier nanoTime;
    private final long start;
    private long files;
    private long bytes;
    private @Nullable ProgressBar bar;
    private boolean closed;

    BarProgress(PrintStream err, String task, Total total, LongSupplier nanoTime) {
        this.err = err;
        this.task = task;
        this.total = total;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public synchronized void add(long moreFiles, long moreBytes) {
        if (closed) {
            return;
        }
        files += moreFiles;
        bytes += moreBytes;
        ProgressBar shown = bar;
        if (shown == null) {
            if (nanoTime.getAsLong() - start < DELAY_NANOS) {
                return;
            }
            shown = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total.bytes())
                    .setUnit(" MiB", MIB)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new DelegatingProgressBarConsumer(this::show, WIDTH))
                    .build();
            bar = shown;
        }
        shown.setExtraMessage(" " + files + (total.equals(Total.UNKNOWN) ? "" : "/" + total.files()) + " files");
        shown.stepTo(bytes);
    }

    /** Called by the bar's own thread. Flushed by hand: the stream does that by itself only at the end of a line. */
    private void show(String line) {
        err.print("\r" + line);
        err.flush();
    }

    @Override
    public synchronized void close() {
        closed = true;
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
    }
}
