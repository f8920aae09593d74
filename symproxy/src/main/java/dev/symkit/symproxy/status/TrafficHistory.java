// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many files were sent in each minute of the last 24 hours, and how many of them were on disk. A ring of fixed size; nothing is allocated
 * for a request. Guarded by itself.
 */
final class TrafficHistory {
    private static final int HOUR = 60;
    private static final int HOURS = 24;
    private static final int MINUTES = HOURS * HOUR;
    private static final int FIVE = 5;

    private final Ticker ticker;
    private final long origin;
    private final long[] hits = new long[MINUTES];
    private final long[] files = new long[MINUTES];
    private long minute;

    TrafficHistory(Ticker ticker) {
        this.ticker = ticker;
        this.origin = ticker.read();
    }

    /** Goes on to the minute that is now; those in between had no traffic. */
    private void turn() {
        long now = TimeUnit.NANOSECONDS.toMinutes(ticker.read() - origin);
        for (long passed = Math.max(minute + 1, now - MINUTES + 1); passed <= now; passed++) {
            hits[place(passed)] = 0;
            files[place(passed)] = 0;
        }
        minute = Math.max(minute, now);
    }

    private static int place(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }

    /** Counts a file that was sent. */
    synchronized void add(boolean hit) {
        turn();
        files[place(minute)]++;
        hits[place(minute)] += hit ? 1 : 0;
    }

    /** What was counted. */
    synchronized StatusFacts.Traffic traffic() {
        turn();
        List<StatusFacts.Ratio> hours = new ArrayList<>();
        for (int hour = HOURS - 1; hour >= 0; hour--) {
            hours.add(sum(hour * HOUR, HOUR));
        }
        return new StatusFacts.Traffic(sum(0, FIVE), sum(0, HOUR), sum(0, MINUTES), hours);
    }

    private StatusFacts.Ratio sum(int newest, int minutes) {
        long sumOfHits = 0;
        long sumOfFiles = 0;
        for (int i = newest; i < newest + minutes; i++) {
            sumOfHits += hits[place(minute - i)];
            sumOfFiles += files[place(minute - i)];
        }
        return new StatusFacts.Ratio(sumOfHits, sumOfFiles);
    }
}
