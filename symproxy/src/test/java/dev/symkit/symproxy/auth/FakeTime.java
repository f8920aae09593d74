// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when it is told to. */
final class FakeTime implements Ticker, InstantSource {
    static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private Duration passed = Duration.ZERO;

    void pass(Duration time) {
        passed = passed.plus(time);
    }

    @Override
    public long read() {
        return passed.toNanos();
    }

    @Override
    public Instant instant() {
        return START.plus(passed);
    }
}
