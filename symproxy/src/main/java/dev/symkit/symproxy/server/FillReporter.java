// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.bucket.BucketListener;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.fill.FillListener;
import dev.symkit.symproxy.observe.Event;
import dev.symkit.symproxy.observe.EventLog;
import dev.symkit.symproxy.observe.Metrics;
import dev.symkit.symproxy.status.History;
import dev.symkit.symproxy.status.StatusFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells metrics, log and the index of a directory what became of searches. */
final class FillReporter implements FillListener {
    private final Metrics metrics;
    private final EventLog events;
    private final History history;
    private final InstantSource clock;
    private final Map<String, StoreDirectory> directories = new ConcurrentHashMap<>();
    private final Map<String, Runnable> full = new ConcurrentHashMap<>();

    FillReporter(Metrics metrics, EventLog events, History history, InstantSource clock) {
        this.metrics = metrics;
        this.history = history;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A directory that is filled.
     *
     * @param makeRoom begins to delete files because there is no space for more
     */
    void directory(StoreDirectory directory, Runnable makeRoom) {
        directories.put(directory.name(), directory);
        full.put(directory.name(), makeRoom);
    }

    private static String shown(SymbolKey key) {
        return key.name() + "/" + key.index();
    }

    @Override
    public void searched(
            String directory,
            String upstream,
            SymbolKey key,
            Outcome outcome,
            Duration took,
            long bytes,
            String reason) {
        if (upstream.isEmpty()) {
            return; // unpacked from what was here
        }
        metrics.upstream(upstream).fetch(outcome.name().toLowerCase(Locale.ROOT), took.toNanos(), bytes);
        switch (outcome) {
            case FOUND -> {
                history.upstream(upstream).found(took.toNanos());
                history.filled(new StatusFacts.Fill(clock.instant(), directory, shown(key), upstream, bytes, took));
                events.filled(shown(key), upstream, bytes, took);
            }
            case REJECTED -> {
                metrics.upstream(upstream).validationFailure("identity");
                failed(upstream, reason);
                events.invalid(upstream, reason, shown(key));
            }
            case ERROR -> {
                metrics.upstream(upstream).error("unavailable");
                failed(upstream, reason);
                events.upstreamFailed(Event.UPSTREAM_ERROR, upstream, reason);
            }
            case MISS -> history.upstream(upstream).missed(took.toNanos());
            case CANCELLED -> {
                // counted, and nothing to tell
            }
        }
    }

    private void failed(String upstream, String reason) {
        history.upstream(upstream).failed();
        history.failed(new StatusFacts.Failure(clock.instant(), upstream, reason));
    }

    @Override
    public void blackout(String upstream, Duration left) {
        if (left.compareTo(Duration.ZERO) > 0) {
            events.blackout(upstream, clock.instant().plus(left));
        } else {
            events.log(Event.INFORMATION, upstream + " answers again");
        }
    }

    @Override
    public void missed(String directory, SymbolKey key) {
        events.missed(shown(key), key.name());
    }

    @Override
    public void stored(String directory, SymbolKey key, Path file) {
        Optional.ofNullable(directories.get(directory)).ifPresent(one -> one.added(key, file));
    }

    /** A file that came from upstream was written to the bucket, or not. */
    void written(String directory, SymbolKey key, BucketListener.Outcome outcome, String reason) {
        metrics.storageWritten(directory, outcome.name().toLowerCase(Locale.ROOT));
        if (!reason.isEmpty()) {
            String what = "a file of /" + directory + " is not in the bucket";
            events.log(Event.WARNING, what, ": " + shown(key) + ": " + reason);
        }
    }

    @Override
    public void notKept(String directory, SymbolKey key) {
        events.log(Event.WARNING, "directory " + directory + " takes no more files", ": " + shown(key));
        Optional.ofNullable(full.get(directory)).ifPresent(Runnable::run);
    }
}
