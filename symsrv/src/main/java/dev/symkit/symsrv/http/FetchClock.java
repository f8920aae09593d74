// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Time as the fetcher sees it. Tests bring one that does not wait. Thread-safe. */
public interface FetchClock {
    /** The time of the machine. */
    FetchClock SYSTEM = new FetchClock() {
        private static final long SLICE_MILLIS = 100;

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time, BooleanSupplier cancelled) throws InterruptedException {
            long end = System.nanoTime() + time.toNanos();
            for (long left = time.toMillis(); left > 0 && !cancelled.getAsBoolean(); ) {
                Thread.sleep(Math.min(SLICE_MILLIS, left));
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }

        @Override
        public long random(long bound) {
            return ThreadLocalRandom.current().nextLong(bound);
        }
    };

    /** The time of day. */
    Instant now();

    /** Nanoseconds since some moment. */
    long nanos();

    /** Waits, less if cancelled. */
    void sleep(Duration time, BooleanSupplier cancelled) throws InterruptedException;

    /** A number from 0 to below {@code bound}, for the jitter of delays. */
    long random(long bound);
}
