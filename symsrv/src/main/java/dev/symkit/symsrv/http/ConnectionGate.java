// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.http.url.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bounds the requests under way, for each host and altogether (symsrv.md 12.4). Thread-safe. */
final class ConnectionGate {
    private static final int PER_HOST = 8;
    private static final int TOTAL = 32;
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<Origin, Integer> underWay = new HashMap<>();
    private final int jobs;
    private int total;

    /**
     * A gate with nothing under way.
     *
     * @param jobs what the user wants at the same time; raises the limits, never lowers them
     */
    ConnectionGate(int jobs) {
        this.jobs = jobs;
    }

    /** A place for one request; closing it more than once does no harm. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a place.
     *
     * @param maxConcurrent the limit of the store, 0 for the usual one
     */
    Permit enter(Origin host, int maxConcurrent, FetchContext context) throws FetchFailure {
        int perHost = maxConcurrent > 0 ? maxConcurrent : Math.max(PER_HOST, jobs);
        int all = Math.max(Math.max(TOTAL, jobs), maxConcurrent);
        lock.lock();
        try {
            context.check();
            while (underWay.getOrDefault(host, 0) >= perHost || total >= all) {
                if (!context.patient()) {
                    throw FetchFailure.last(FetchFailure.INVALID_RESPONSE, "no connection is free");
                }
                freed.awaitNanos(SLICE_NANOS);
                context.check(); // also when a place became free: it may be the cancelled neighbour's
            }
            underWay.merge(host, 1, Integer::sum);
            total++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchContext.cancelled();
        } finally {
            lock.unlock();
        }
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave(host);
            }
        };
    }

    private void leave(Origin host) {
        lock.lock();
        try {
            underWay.computeIfPresent(host, (h, n) -> n > 1 ? n - 1 : null);
            total--;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
