// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Counts what is asked of one upstream. Thread-safe. Words are few and known: none comes from a request or an answer. */
public final class UpstreamMeters {
    private final String name;
    private final Timer time;
    private final Counter bytes;
    private final Families families;

    /** What all upstreams have in common. */
    record Families(CounterFamily fetches, CounterFamily errors, CounterFamily validation) {
        static Families of(MeterRegistry registry) {
            return new Families(
                    new CounterFamily(registry, "symproxy.upstream.fetches", "upstream", "outcome"),
                    new CounterFamily(registry, "symproxy.upstream.errors", "upstream", "reason"),
                    new CounterFamily(registry, "symproxy.validation.failures", "upstream", "kind"));
        }
    }

    UpstreamMeters(MeterRegistry registry, Families families, String name) {
        this.name = name;
        this.families = families;
        this.time = Metrics.timer("symproxy.upstream").tag("upstream", name).register(registry);
        this.bytes = registry.counter("symproxy.upstream.bytes", "upstream", name);
    }

    /**
     * The upstream was asked for a key.
     *
     * @param outcome for example {@code found}, {@code missing}, {@code failed}
     * @param nanos it took
     * @param received bytes of bodies
     */
    public void fetch(String outcome, long nanos, long received) {
        families.fetches().add(name, outcome, 1);
        time.record(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        bytes.increment((double) received);
    }

    /**
     * It failed.
     *
     * @param reason for example {@code timeout}, {@code connect}, {@code status}
     */
    public void error(String reason) {
        families.errors().add(name, reason, 1);
    }

    /**
     * What it sent is not what was asked for.
     *
     * @param kind for example {@code html}, {@code empty}, {@code identity}
     */
    public void validationFailure(String kind) {
        families.validation().add(name, kind, 1);
    }
}
