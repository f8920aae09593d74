// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs numbered jobs on several threads and takes their results in order on the calling thread. Only a few results wait at any time. No
 * thread is interrupted, because that would close channels that others use.
 */
final class OrderedJobs {
    private static final int WAITING = 2;

    private OrderedJobs() {}

    /** Does the job of one number, on any thread. */
    @FunctionalInterface
    interface Job<T> {
        T run(int index) throws IOException;
    }

    /** Takes the result of one number, on the calling thread. */
    @FunctionalInterface
    interface Sink<T> {
        void accept(int index, T result) throws IOException;
    }

    /** Runs jobs 0 to {@code count - 1}; the first failure, in order, ends the run and is thrown. */
    static <T> void run(int count, int threads, Job<T> job, Sink<T> sink) throws IOException {
        if (threads == 1 || count <= 1) {
            for (int i = 0; i < count; i++) {
                sink.accept(i, job.run(i));
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, count));
        Deque<Future<T>> running = new ArrayDeque<>();
        try {
            int next = 0;
            for (int i = 0; i < count; i++) {
                while (next < count && next < i + threads + WAITING) {
                    int index = next++;
                    running.add(pool.submit(() -> job.run(index)));
                }
                sink.accept(i, result(running.remove()));
            }
        } finally {
            running.forEach(future -> future.cancel(false));
            pool.shutdown();
        }
    }

    private static <T> T result(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while threads were working");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }
}
