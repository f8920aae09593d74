// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.path.PathMap;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.FillKeys;
import dev.symkit.symproxy.miss.MissLifetime;
import dev.symkit.symproxy.miss.MissTable;
import java.io.Closeable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the directories fill themselves with: threads, the searches under way, the misses. Thread-safe. */
public final class FillService implements Closeable {
    private static final int MIN_THREADS = 64;
    private static final int THREADS_PER_CORE = 16;
    private static final long IDLE_SECONDS = 60;

    private final Flights flights;
    private final MissTable misses;
    private final FillListener listener;
    private final Settings settings;
    private final Set<Flight> running = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor searches;
    private final ExecutorService helpers;
    private final ExecutorService readers;

    /**
     * How files are fetched.
     *
     * @param misses how long a miss is remembered where no upstream says anything else
     * @param hedged whether the next upstream is asked too when one is slow
     * @param hedgeDelay when that is
     * @param finishedUpTo a file of this size is fetched to its end though nobody waits for it any longer
     * @param queue most searches that may wait
     * @param shares where shares are mounted
     */
    public record Settings(
            MissLifetime misses, boolean hedged, Duration hedgeDelay, long finishedUpTo, int queue, PathMap shares) {
        /** What a configuration says. */
        public static Settings of(Configuration all, PathMap shares) {
            return new Settings(
                    Upstream.lifetime(all),
                    all.get(FillKeys.LOOKUP) == FillKeys.Lookup.HEDGED,
                    all.get(FillKeys.HEDGE_DELAY),
                    all.get(FillKeys.ABANDON_MAX_SIZE),
                    all.get(FillKeys.MAX_QUEUE),
                    shares);
        }
    }

    /** A service. */
    public FillService(Flights flights, MissTable misses, FillListener listener, Settings settings) {
        this.flights = flights;
        this.misses = misses;
        this.listener = listener;
        this.settings = settings;
        int cores = Runtime.getRuntime().availableProcessors();
        int threads = Math.max(MIN_THREADS, THREADS_PER_CORE * cores);
        this.searches = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(settings.queue()),
                named("fill"));
        searches.allowCoreThreadTimeOut(true);
        this.helpers = Executors.newCachedThreadPool(named("hedge"));
        this.readers = Executors.newFixedThreadPool(Math.max(2, cores), named("reader"));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    Flights flights() {
        return flights;
    }

    /** A search of this service begins; {@link #over} has to follow. */
    void begun(Flight flight) {
        running.add(flight);
    }

    /** A search of this service is over; the next who joins begins another. */
    void over(Flight flight) {
        running.remove(flight);
        flights.over(flight);
    }

    MissTable misses() {
        return misses;
    }

    FillListener listener() {
        return listener;
    }

    Settings settings() {
        return settings;
    }

    /** Runs searches; refuses one where too many wait. */
    Executor searches() {
        return searches;
    }

    /** Runs further searches of one that is under way. */
    ExecutorService helpers() {
        return helpers;
    }

    /** Wakes those who read what arrives. */
    Executor readers() {
        return readers;
    }

    /** Searches that wait for a thread. */
    public int waiting() {
        return searches.getQueue().size();
    }

    /** Whether no search of this service is under way. */
    public boolean isIdle() {
        return running.isEmpty();
    }

    /** Ends the searches of this service; those of another that share the table go on. */
    @Override
    public void close() {
        running.forEach(Flight::cancel);
        searches.shutdown();
        helpers.shutdown();
        try {
            if (!searches.awaitTermination(2, TimeUnit.SECONDS)) {
                searches.shutdownNow();
            }
        } catch (InterruptedException e) {
            searches.shutdownNow();
            Thread.currentThread().interrupt();
        }
        readers.shutdown();
    }
}
