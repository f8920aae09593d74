// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What is counted for requests of one directory. A counter is found by result and status without a look-up that allocates. Thread-safe. */
final class DirectoryMeters {
    private static final int STATUSES = 600;

    private final MeterRegistry registry;
    private final String dir;
    private final Counter bytes;
    private final Map<Result, OfResult> results = new EnumMap<>(Result.class); // not changed after construction

    DirectoryMeters(MeterRegistry registry, String dir) {
        this.registry = registry;
        this.dir = dir;
        this.bytes = registry.counter("symproxy.response.bytes", "dir", dir);
        for (Result result : Result.values()) {
            results.put(result, new OfResult(result));
        }
    }

    void add(Result result, int status, long sent, long nanos) {
        OfResult ofResult = results.get(result);
        if (ofResult != null) {
            ofResult.count(status >= 0 && status < STATUSES ? status : 0).increment();
            ofResult.time().record(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        }
        bytes.increment((double) sent);
    }

    /** Meters are made when first needed: most pairs of result and status never come. The registry gives all who ask the same one. */
    private final class OfResult {
        private final Result result;
        private final AtomicReferenceArray<Counter> counters = new AtomicReferenceArray<>(STATUSES);
        private final AtomicReferenceArray<Timer> timer = new AtomicReferenceArray<>(1);

        OfResult(Result result) {
            this.result = result;
        }

        Counter count(int status) {
            Counter known = counters.get(status);
            if (known != null) {
                return known;
            }
            Counter made = registry.counter(
                    "symproxy.requests", "dir", dir, "result", result.label(), "status", Integer.toString(status));
            counters.set(status, made);
            return made;
        }

        Timer time() {
            Timer known = timer.get(0);
            if (known != null) {
                return known;
            }
            Timer made = Metrics.timer("symproxy.request")
                    .tags("dir", dir, "result", result.label())
                    .register(registry);
            timer.set(0, made);
            return made;
        }
    }
}
