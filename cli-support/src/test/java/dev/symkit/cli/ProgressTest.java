// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND / 2); // overflows on the way

    @Test
    void appearsAfterASecondAndGoesAway() {
        try (Progress progress = start(true, true)) {
            progress.add(1, 1 << 20);
            nanos.addAndGet(SECOND - 1);
            progress.add(1, 1 << 20);
            assertThat(err.size()).isZero();
            nanos.addAndGet(1);
            progress.add(1, 2 << 20);
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Storing", "4/10 MiB", "3/7 files")
                .doesNotContain("\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\r");
    }

    /** The streams of a process are buffered, and a bar has no line end that would flush them. */
    @Test
    void isSeenWhileTheWorkGoesOn() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        OutputStream terminal = new OutputStream() {
            @Override
            public void write(int b) {
                seen.countDown();
            }
        };
        try (Progress progress = start(true, true, terminal)) {
            nanos.addAndGet(2 * SECOND);
            progress.add(1, 1 << 20);
            assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void countsWithoutATotal() {
        try (Progress progress =
                Progress.start(context(true, err), true, "Aging", Progress.Total.UNKNOWN, nanos::get)) {
            nanos.addAndGet(2 * SECOND);
            progress.add(41, 1 << 20);
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Aging", "41 files")
                .doesNotContain("41/");
    }

    @Test
    void staysAwayOnceClosed() {
        Progress progress = start(true, true);
        progress.close();
        nanos.addAndGet(5 * SECOND);
        progress.add(1, 1 << 20);
        assertThat(err.size()).isZero();
    }

    @Test
    void showsNothingForShortWork() {
        try (Progress progress = start(true, true)) {
            progress.add(7, 10 << 20);
        }
        assertThat(err.size()).isZero();
    }

    @Test
    void showsNothingWithoutATerminalOrWhenNotWanted() {
        for (Progress progress : new Progress[] {start(false, true), start(true, false)}) {
            try (progress) {
                nanos.addAndGet(5 * SECOND);
                progress.add(1, 1);
            }
        }
        assertThat(err.size()).isZero();
    }

    private Progress start(boolean interactive, boolean wanted) {
        return start(interactive, wanted, err);
    }

    private Progress start(boolean interactive, boolean wanted, OutputStream terminal) {
        return Progress.start(
                context(interactive, terminal), wanted, "Storing", new Progress.Total(7, 10 << 20), nanos::get);
    }

    private static ToolContext context(boolean interactive, OutputStream terminal) {
        return new ToolContext(
                new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(new BufferedOutputStream(terminal), true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                Map.of(),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                interactive,
                new Cancellation());
    }
}
