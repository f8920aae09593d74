// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How long answers took in this hour and the one before. Times are kept in classes, eight to each doubling, so a quantile is at most an
 * eighth too large. Guarded by itself.
 */
final class Latencies {
    private static final int STEPS_SHIFT = 3;
    private static final int STEPS = 1 << STEPS_SHIFT;
    private static final int CLASSES = Long.SIZE * STEPS;
    private static final long PERIOD = Duration.ofHours(1).toNanos();

    private final Ticker ticker;
    private long[] counts = new long[CLASSES];
    private long[] before = new long[CLASSES];
    private long start;

    Latencies(Ticker ticker) {
        this.ticker = ticker;
        this.start = ticker.read();
    }

    private void turn() {
        long passed = ticker.read() - start;
        if (passed < PERIOD) {
            return;
        }
        long[] free = before;
        before = counts;
        counts = free;
        Arrays.fill(counts, 0);
        if (passed >= 2 * PERIOD) {
            Arrays.fill(before, 0);
        }
        start += passed - passed % PERIOD;
    }

    private static int classOf(long nanos) {
        if (nanos < STEPS) {
            return (int) Math.max(nanos, 0);
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEPS_SHIFT;
        return (shift << STEPS_SHIFT) + (int) (nanos >>> shift);
    }

    /** The largest time of a class. */
    private static long largest(int timeClass) {
        if (timeClass < 2 * STEPS) {
            return timeClass;
        }
        int shift = (timeClass >> STEPS_SHIFT) - 1;
        int step = (timeClass & (STEPS - 1)) + STEPS;
        return ((long) step << shift) + (1L << shift) - 1;
    }

    /** Counts an answer. */
    synchronized void add(long nanos) {
        turn();
        counts[classOf(nanos)]++;
    }

    /** The time that a share of the answers did not exceed; empty if there were none. */
    synchronized Optional<Duration> quantile(double share) {
        turn();
        long all = Arrays.stream(counts).sum() + Arrays.stream(before).sum();
        if (all == 0) {
            return Optional.empty();
        }
        long wanted = Math.max(1, (long) Math.ceil(all * share));
        int timeClass = 0;
        for (long seen = counts[0] + before[0]; seen < wanted; seen += counts[timeClass] + before[timeClass]) {
            timeClass++;
        }
        return Optional.of(Duration.ofNanos(largest(timeClass)));
    }
}
