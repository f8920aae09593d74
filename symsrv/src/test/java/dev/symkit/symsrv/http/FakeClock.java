// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A clock that goes on by a step each time somebody looks, and by each sleep. Remembers the sleeps. */
final class FakeClock implements FetchClock {
    static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final long step;
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    private FakeClock(Duration step) {
        this.step = step.toNanos();
    }

    /** Stands still but for sleeps. */
    static FakeClock standing() {
        return new FakeClock(Duration.ZERO);
    }

    /** Goes on by a step with each look. */
    static FakeClock stepping(Duration step) {
        return new FakeClock(step);
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos.get());
    }

    @Override
    public long nanos() {
        return nanos.addAndGet(step);
    }

    @Override
    public void sleep(Duration time, BooleanSupplier cancelled) {
        sleeps.add(time);
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long random(long bound) {
        return bound / 2;
    }

    List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
