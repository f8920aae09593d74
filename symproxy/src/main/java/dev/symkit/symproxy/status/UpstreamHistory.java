// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.atomic.LongAdder;

/** What one upstream did. Thread-safe. */
public final class UpstreamHistory {
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.95;

    private final LongAdder successes = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Latencies latencies;

    UpstreamHistory(Ticker ticker) {
        this.latencies = new Latencies(ticker);
    }

    /** It had a file; its answer began after so long. */
    public void found(long nanos) {
        successes.increment();
        latencies.add(nanos);
    }

    /** It said that it has none. */
    public void missed(long nanos) {
        misses.increment();
        latencies.add(nanos);
    }

    /** It failed; how long that took says nothing of its speed. */
    public void failed() {
        errors.increment();
    }

    /** What it did. */
    public StatusFacts.Performance performance() {
        return new StatusFacts.Performance(
                successes.sum(), misses.sum(), errors.sum(), latencies.quantile(HALF), latencies.quantile(NEARLY_ALL));
    }
}
