// SPDX-License-Identifier: Apache-2.0
package dev.symkit.parallel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does the same with many items on a bounded number of threads, of which the caller's is one.
 *
 * <p>Items are begun in their order. Once one has failed no further ones are begun; those being worked on are finished, and then
 * the failure of the first item, in their order, is thrown: which one does not depend on the timing. When a method returns or
 * throws, no thread works for it any more. Thread-safe if {@code cancelled} is.
 *
 * @param threads the most threads at work, at least 1
 * @param cancelled asked before each item; true ends the run with {@link CancellationException}
 */
public record Parallel(int threads, BooleanSupplier cancelled) {

    /** Checks the number. */
    public Parallel {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /** A run that nobody cancels. */
    public Parallel(int threads) {
        this(threads, () -> false);
    }

    /** What is worked out for one item. */
    @FunctionalInterface
    public interface Step<T, R> {
        /** The result for {@code item}. */
        R apply(T item) throws IOException;
    }

    /** What is done with one item. */
    @FunctionalInterface
    public interface Action<T> {
        /** Does it. */
        void run(T item) throws IOException;
    }

    /** Does something with every item. */
    public <T> void forEach(List<T> items, Action<T> action) throws IOException {
        map(items, item -> {
            action.run(item);
            return Boolean.TRUE;
        });
    }

    /** The results for all items, in the order of the items. */
    public <T, R> List<R> map(List<T> items, Step<T, R> step) throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Task<R>> tasks = tasks(items, step, stop);
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            while (!stop.get()) {
                int at = next.getAndIncrement();
                if (at >= tasks.size()) {
                    return;
                }
                tasks.get(at).run(); // what was taken is done, or its result would be waited for in vain
            }
        };
        List<Thread> helpers = new ArrayList<>();
        try {
            start(worker, Math.min(threads, items.size()) - 1, helpers);
            worker.run();
        } finally {
            join(helpers);
        }
        List<R> results = new ArrayList<>(items.size());
        for (Task<R> task : tasks) {
            results.add(get(task)); // what was not begun comes after what failed
        }
        return results;
    }

    /**
     * Hands the results for all items to {@code sink}: one at a time, on the caller's thread, which does nothing else, in the order of the
     * items, each as soon as it and all before it are there. If the run is cancelled, the results that are there by then are handed over
     * too, in order; after a failure of an item or of the sink none are.
     *
     * @param ahead the most items that are begun and not handed over, at least 1
     */
    public <T, R> void inOrder(List<T> items, int ahead, Step<T, R> step, Action<R> sink) throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Task<R>> tasks = tasks(items, step, stop);
        AtomicInteger next = new AtomicInteger();
        Semaphore room = new Semaphore(ahead);
        Runnable worker = () -> {
            room.acquireUninterruptibly();
            while (!stop.get()) {
                int at = next.getAndIncrement();
                if (at >= tasks.size()) {
                    return;
                }
                tasks.get(at).run();
                room.acquireUninterruptibly();
            }
        };
        List<Thread> helpers = new ArrayList<>();
        int told = 0;
        try {
            start(worker, Math.min(threads, items.size()), helpers);
            for (Task<R> task : tasks) {
                R result = get(task);
                told++;
                sink.run(result);
                room.release();
            }
        } catch (CancellationException e) {
            end(stop, room, helpers);
            for (Task<R> task : tasks.subList(told, tasks.size())) {
                if (task.hasResult()) {
                    sink.run(get(task));
                }
            }
            throw e;
        } finally {
            end(stop, room, helpers);
        }
    }

    private <T, R> List<Task<R>> tasks(List<T> items, Step<T, R> step, AtomicBoolean stop) {
        List<Task<R>> tasks = new ArrayList<>(items.size());
        for (T item : items) {
            tasks.add(new Task<>(() -> applyUnlessCancelled(step, item), stop));
        }
        return tasks;
    }

    private static void start(Runnable worker, int count, List<Thread> helpers) {
        for (int i = 1; i <= count; i++) {
            Thread helper = new Thread(worker, "symkit-parallel-" + i);
            helper.start();
            helpers.add(helper);
        }
    }

    private static void end(AtomicBoolean stop, Semaphore room, List<Thread> helpers) {
        stop.set(true);
        room.release(helpers.size()); // they may wait for it
        join(helpers);
    }

    private <T, R> R applyUnlessCancelled(Step<T, R> step, T item) throws IOException {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
        return step.apply(item);
    }

    /** One item; its failure ends the run. */
    private static final class Task<R> extends FutureTask<R> {
        private final AtomicBoolean stop;
        private volatile boolean succeeded;

        Task(Callable<R> step, AtomicBoolean stop) {
            super(step);
            this.stop = stop;
        }

        /** Whether the step was done and did not fail. */
        boolean hasResult() {
            return succeeded;
        }

        @Override
        protected void set(R result) {
            super.set(result);
            succeeded = true;
        }

        @Override
        protected void setException(Throwable failure) {
            super.setException(failure);
            stop.set(true);
        }
    }

    /** Waits whatever happens: an interrupt is no wish to stop, {@link #cancelled} is; the thread stays interrupted. */
    private static void join(List<Thread> helpers) {
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The result, which is waited for whatever happens. */
    private static <R> R get(FutureTask<R> task) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException thrown(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof IOException checked ? checked : new IOException(failure);
    }
}
