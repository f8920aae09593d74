// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How often each client may ask: a bucket for each that a request takes one from and that fills at a steady rate. Thread-safe. */
final class RateLimit {
    private static final int MOST_CLIENTS = 100_000;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int rate;
    private final int burst;
    private final Ticker ticker;
    private final Cache<String, Bucket> buckets;

    /**
     * A limit.
     *
     * @param rate requests for each second; 0 for no limit
     * @param burst what a bucket holds
     */
    RateLimit(int rate, int burst, Ticker ticker) {
        this.rate = rate;
        this.burst = burst;
        this.ticker = ticker;
        // after that time a bucket is full, which is what a new one is
        Duration full = Duration.ofSeconds(1 + (rate == 0 ? 0 : burst / rate));
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(full)
                .ticker(ticker)
                .build();
    }

    /** Takes one from the bucket of a client; if there is none, tells how long it takes until there is. */
    Optional<Duration> take(String client) {
        if (rate == 0) {
            return Optional.empty();
        }
        return buckets.get(client, name -> new Bucket(burst, ticker.read())).take(ticker.read(), rate, burst);
    }

    private static final class Bucket {
        private double content;
        private long since;

        Bucket(double content, long since) {
            this.content = content;
            this.since = since;
        }

        synchronized Optional<Duration> take(long now, int rate, int burst) {
            // another thread may have been here with a later time
            long passed = Math.max(0, now - since);
            content = Math.min(burst, content + (passed / NANOS * rate));
            since += passed;
            if (content >= 1) {
                content--;
                return Optional.empty();
            }
            return Optional.of(Duration.ofNanos((long) Math.ceil((1 - content) / rate * NANOS)));
        }
    }
}
