// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.symproxy.observe.Exchange;
import dev.symkit.symproxy.observe.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the status page remembers of the last hours. Bounded. Thread-safe; an ordinary request leaves no garbage. */
public final class History {
    private static final int LAST = 50;
    private static final int SERVER_ERROR = 500;

    private final Ticker ticker;
    private final Map<String, TrafficHistory> directories = new ConcurrentHashMap<>();
    private final Map<String, UpstreamHistory> upstreams = new ConcurrentHashMap<>();
    private final Recent<StatusFacts.Fill> fills = new Recent<>(LAST);
    private final Recent<StatusFacts.Failure> failures = new Recent<>(LAST);
    private final SlowRequests slow;

    /**
     * Remembers nothing yet.
     *
     * @param slow requests that take longer are listed ({@code status.slow})
     * @param ticker nanoseconds that never jump
     */
    public History(Duration slow, Ticker ticker) {
        this.ticker = ticker;
        this.slow = new SlowRequests(slow, ticker);
    }

    /** There is a directory of this name. Requests for others are not counted. */
    public void directory(String name) {
        directories.computeIfAbsent(name, each -> new TrafficHistory(ticker));
    }

    /** A request was answered. The hit ratio is that of the files that were sent: misses do not count, nor what is excluded. */
    public void finished(Exchange exchange) {
        Result result = exchange.result();
        if (result == Result.HIT || result == Result.FILL || result == Result.JOIN) {
            TrafficHistory traffic = directories.get(exchange.dir());
            if (traffic != null) {
                traffic.add(result == Result.HIT);
            }
        } else if (result == Result.ERROR && exchange.status() >= SERVER_ERROR) {
            failed(new StatusFacts.Failure(
                    exchange.start(),
                    exchange.client(),
                    exchange.status() + " " + exchange.method() + " " + exchange.target()));
        }
        slow.add(exchange);
    }

    /** A file was fetched. */
    public void filled(StatusFacts.Fill fill) {
        fills.add(fill);
    }

    /** Something failed. */
    public void failed(StatusFacts.Failure failure) {
        failures.add(failure);
    }

    /** What an upstream did; its name is one of the configuration. */
    public UpstreamHistory upstream(String name) {
        return upstreams.computeIfAbsent(name, each -> new UpstreamHistory(ticker));
    }

    /** The traffic of a directory. */
    public StatusFacts.Traffic traffic(String directory) {
        TrafficHistory known = directories.get(directory);
        return known == null ? new TrafficHistory(ticker).traffic() : known.traffic();
    }

    /** The last 50 files that were fetched, newest first. */
    public List<StatusFacts.Fill> fills() {
        return fills.all();
    }

    /** The last 50 failures, newest first. */
    public List<StatusFacts.Failure> failures() {
        return failures.all();
    }

    /** The slowest requests of a day, slowest first. */
    public List<StatusFacts.Slow> slowest() {
        return slow.all();
    }
}
