// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts requests. Thread-safe; nothing is allocated for a request of a kind that was seen before. */
public final class RequestMeters {
    private final MeterRegistry registry;
    private final Map<String, DirectoryMeters> directories = new ConcurrentHashMap<>();
    private final DirectoryMeters none;
    private final Timer firstByte;
    private final Counter coalesced;
    private final Counter missHits;
    private final CounterFamily uploads;
    private final Counter uploadBytes;
    private final CounterFamily authFailures;

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
        this.none = new DirectoryMeters(registry, Exchange.NO_DIRECTORY);
        this.firstByte = Metrics.timer("symproxy.ttfb").register(registry);
        this.coalesced = registry.counter("symproxy.coalesced");
        this.missHits = registry.counter("symproxy.miss.hits");
        this.uploads = new CounterFamily(registry, "symproxy.uploads", "dir", "outcome");
        this.uploadBytes = registry.counter("symproxy.upload.bytes");
        this.authFailures = new CounterFamily(registry, "symproxy.auth.failures", "scheme", "");
    }

    /** There is a directory of this name; requests for others count as being for none. */
    void directory(String name) {
        directories.computeIfAbsent(name, each -> new DirectoryMeters(registry, Metrics.label(each)));
    }

    /** Counts a request that was answered. */
    public void finished(Exchange exchange) {
        DirectoryMeters directory = directories.getOrDefault(exchange.dir(), none);
        directory.add(exchange.result(), exchange.status(), exchange.bytes(), exchange.durationNanos());
        firstByte.record(Math.max(exchange.firstByteNanos(), 0), TimeUnit.NANOSECONDS);
        if (exchange.result() == Result.NEGATIVE) {
            missHits.increment();
        }
    }

    /** A request waits for what another one began. */
    public void coalesced() {
        coalesced.increment();
    }

    /**
     * An upload ended.
     *
     * @param outcome one of a few words, for example {@code stored}
     * @param bytes that came
     */
    public void upload(String dir, String outcome, long bytes) {
        uploads.add(Metrics.label(dir), outcome, 1);
        uploadBytes.increment((double) bytes);
    }

    /**
     * A client was not let in.
     *
     * @param scheme what it tried: one of a few words, for example {@code basic}, or {@code none}
     */
    public void authFailure(String scheme) {
        authFailures.add(scheme, "", 1);
    }
}
