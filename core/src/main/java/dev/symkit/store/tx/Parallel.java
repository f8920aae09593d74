// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Does the same with many items on a bounded number of threads. */
final class Parallel {
    private Parallel() {}

    /** What is done with one item. */
    @FunctionalInterface
    interface Action<T> {
        void run(T item) throws IOException;
    }

    /** Runs the action for every item; the first failure ends the run once the items being worked on are done. */
    static <T> void forEach(List<T> items, int jobs, Action<T> action) throws IOException {
        int threads = Math.max(1, Math.min(jobs, items.size()));
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean failed = new AtomicBoolean();
        if (threads == 1) {
            for (T item : items) {
                action.run(item);
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> {
                    boolean done = false;
                    try {
                        for (int at = next.getAndIncrement(); at < items.size() && !failed.get(); ) {
                            action.run(items.get(at));
                            at = next.getAndIncrement();
                        }
                        done = true;
                    } finally {
                        failed.compareAndSet(false, !done);
                    }
                    return null;
                }));
            }
            await(workers);
        } finally {
            pool.shutdown();
        }
    }

    private static void await(List<Future<?>> workers) throws IOException {
        Throwable first = null;
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                first = first == null ? e.getCause() : first;
            } catch (InterruptedException e) {
                throw new IllegalStateException("store threads are never interrupted", e);
            }
        }
        if (first instanceof IOException io) {
            throw io;
        }
        if (first instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (first != null) {
            throw new IllegalStateException(first);
        }
    }
}
