// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.path.Exclusions;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.bucket.Buckets;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.LogKeys;
import dev.symkit.symproxy.config.MissKeys;
import dev.symkit.symproxy.config.StatusKeys;
import dev.symkit.symproxy.evict.Evictor;
import dev.symkit.symproxy.miss.MissCounts;
import dev.symkit.symproxy.observe.AccessLog;
import dev.symkit.symproxy.observe.Event;
import dev.symkit.symproxy.observe.EventLog;
import dev.symkit.symproxy.observe.Exchange;
import dev.symkit.symproxy.observe.Gauges;
import dev.symkit.symproxy.observe.Metrics;
import dev.symkit.symproxy.observe.Result;
import dev.symkit.symproxy.status.History;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/** All that watches the server: metrics, logs, what the status page remembers. Thread-safe. */
final class Watch implements Closeable {
    private static final int COUNTED_NAMES = 10_000;

    private final Metrics metrics;
    private final EventLog events;
    private final AccessLog accessLog;
    private final MissCounts counts = new MissCounts(COUNTED_NAMES);
    private final History history;
    private final FillReporter reporter;
    private final Readiness readiness;

    Watch(ServerSetup setup, InstantSource clock) {
        Configuration all = setup.configuration();
        this.metrics = new Metrics(setup.version(), Runtime.version().toString());
        this.events = new EventLog(
                LoggerFactory.getLogger(EventLog.LOGGER),
                all.get(LogKeys.LEVEL),
                new Exclusions(all.get(MissKeys.CRITICAL)),
                Ticker.systemTicker());
        this.accessLog = AccessLog.start(all, setup.output());
        this.history = new History(all.get(StatusKeys.SLOW), Ticker.systemTicker());
        this.reporter = new FillReporter(metrics, events, history, clock);
        this.readiness = new Readiness(setup.environment(), text -> events.log(Event.WARNING, text));
    }

    Metrics metrics() {
        return metrics;
    }

    EventLog events() {
        return events;
    }

    MissCounts counts() {
        return counts;
    }

    History history() {
        return history;
    }

    /** Tells who started the server. */
    Readiness readiness() {
        return readiness;
    }

    /** Hears of searches. */
    FillReporter reporter() {
        return reporter;
    }

    /** A request for files was answered. */
    void answered(Exchange exchange) {
        metrics.requests().finished(exchange);
        if (exchange.result() == Result.JOIN) {
            metrics.requests().coalesced();
        }
        if (exchange.result() == Result.MISS || exchange.result() == Result.NEGATIVE) {
            counts.add(exchange.name().toLowerCase(Locale.ROOT));
        }
        history.finished(exchange);
        accessLog.finished(exchange);
    }

    /** A request for a service was answered. */
    void served(Exchange exchange) {
        accessLog.finished(exchange);
    }

    /** A key was deleted to make room. */
    void evicted(String directory, SymbolKey key, String cause, long bytes) {
        metrics.evicted(directory, cause, bytes);
        if (events.logs(Event.VERBOSE)) {
            events.log(Event.VERBOSE, key.name() + "/" + key.index() + " was deleted (" + cause + ")");
        }
    }

    /** Room was made. */
    void roomMade(ServedDirectory directory, long bytes) {
        if (bytes > 0) {
            events.log(
                    Event.INFORMATION,
                    "room was made in " + directory.directory().root(),
                    ": " + bytes + " bytes");
        }
    }

    /** The server is made of these. */
    void server(Engines engines, Shared shared, MissKeeper misses, LongSupplier waiting) {
        metrics.server(new Gauges.Server(
                engines::requests,
                engines::connections,
                () -> shared.flights().all().size(),
                waiting,
                () -> misses.table().size(),
                () -> misses.table().evicted(),
                accessLog::dropped));
    }

    /** These directories are served. */
    void directories(List<ServedDirectory> served) {
        served.forEach(one -> history.directory(one.directory().name()));
        metrics.directories(served.stream()
                .map(one -> new Gauges.Directory(
                        one.directory().name(),
                        one.directory().index()::files,
                        one.directory().index()::bytes,
                        () -> one.evictor().map(Evictor::quota).orElse(0L),
                        one::free))
                .toList());
    }

    /** These upstreams are asked. */
    void upstreams(Sites sites) {
        metrics.upstreams(sites.upstreams().stream()
                .map(one -> new Gauges.Upstream(
                        one.name(), () -> one.health().blackout().isPresent()))
                .toList());
    }

    /** Waits until what was fetched is written to the buckets, which end then. */
    void ending(Buckets buckets, Duration patience) {
        if (!buckets.drain(patience)) {
            events.log(Event.WARNING, "not all files were written to the bucket within shutdownGrace");
        }
        buckets.close();
    }

    @Override
    public void close() throws IOException {
        events.tellHeldBack();
        accessLog.close();
        metrics.close();
    }
}
