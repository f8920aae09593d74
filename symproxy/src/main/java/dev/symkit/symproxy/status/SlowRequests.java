// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.symproxy.observe.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The slowest requests of the last 24 hours, of those that took longer than a limit. Bounded. Guarded by itself. */
final class SlowRequests {
    private static final int MOST = 20;
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final long limit;
    private final Ticker ticker;
    private final List<Kept> kept = new ArrayList<>();

    private record Kept(long at, Exchange exchange) {
        long nanos() {
            return exchange.durationNanos();
        }
    }

    SlowRequests(Duration limit, Ticker ticker) {
        this.limit = limit.toNanos();
        this.ticker = ticker;
    }

    void add(Exchange exchange) {
        if (exchange.durationNanos() > limit) {
            keep(exchange);
        }
    }

    private synchronized void keep(Exchange exchange) {
        forgetOld();
        kept.add(new Kept(ticker.read(), exchange));
        kept.sort(Comparator.comparingLong(Kept::nanos).reversed());
        if (kept.size() > MOST) {
            kept.remove(MOST);
        }
    }

    private void forgetOld() {
        long now = ticker.read();
        kept.removeIf(each -> now - each.at() > DAY);
    }

    /** Slowest first. */
    synchronized List<StatusFacts.Slow> all() {
        forgetOld();
        return kept.stream().map(each -> slow(each.exchange())).toList();
    }

    private static StatusFacts.Slow slow(Exchange exchange) {
        return new StatusFacts.Slow(
                exchange.start(),
                exchange.target(),
                exchange.result().label(),
                exchange.status(),
                Duration.ofNanos(exchange.durationNanos()),
                Duration.ofNanos(exchange.firstByteNanos()));
    }
}
