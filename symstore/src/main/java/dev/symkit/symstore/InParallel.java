// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Looks at many things on a bounded number of threads.
 *
 * @param jobs number of threads, at least 1
 * @param cancelled asked before each item
 */
record InParallel(int jobs, BooleanSupplier cancelled) {

    /** What is done with one item. */
    @FunctionalInterface
    interface Step<T, R> {
        R apply(T item) throws IOException;
    }

    /** The results in the order of the items. The first failure, in that order, ends the run. */
    <T, R> List<R> map(List<T> items, Step<T, R> step) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(jobs, items.size())));
        AtomicBoolean stop = new AtomicBoolean();
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (T item : items) {
                futures.add(pool.submit(() -> {
                    if (stop.get() || cancelled.getAsBoolean()) {
                        throw new CancellationException();
                    }
                    return step.apply(item);
                }));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(get(future));
            }
            return results;
        } finally {
            stop.set(true);
            pool.shutdown();
        }
    }

    private static <R> R get(Future<R> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new CancellationException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
