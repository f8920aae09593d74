// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs readers on a thread of their own and gives up on what takes too long. The processor time of the thread counts, so that a busy
 * machine does no harm; a thread that waits for something is given up after a minute.
 */
public final class Watched implements AutoCloseable {
    private static final long MOST_SECONDS = 2;
    private static final int MOST_ROUNDS = 30;

    private final ThreadMXBean times = ManagementFactory.getThreadMXBean();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(Watched::daemon);
    private long id;
    private long slowest;

    /** Starts the thread. */
    public Watched() {}

    private static Thread daemon(Runnable work) {
        // The stack of an ordinary main thread, so that a recursion too deep for it shows.
        Thread thread = new Thread(null, work, "watched", 1 << 20);
        thread.setDaemon(true);
        return thread;
    }

    /** What is run. */
    public interface Work {
        /** Does it. */
        void run() throws Exception;
    }

    /** The longest processor time so far, in nanoseconds. */
    public long slowest() {
        return slowest;
    }

    /**
     * Runs it.
     *
     * @return empty if it ended well, else what it threw
     * @throws AssertionError if it takes longer than 2 s; there is no going on after that
     */
    public Optional<Throwable> run(String what, Work work) throws InterruptedException {
        long[] start = new long[1];
        Future<Boolean> future = executor.submit(() -> {
            id = Thread.currentThread().getId();
            start[0] = times.getCurrentThreadCpuTime();
            try {
                work.run();
            } finally {
                slowest = Math.max(slowest, times.getCurrentThreadCpuTime() - start[0]);
            }
            return true;
        });
        for (int round = 0; round < MOST_ROUNDS; round++) {
            try {
                future.get(MOST_SECONDS, TimeUnit.SECONDS);
                return Optional.empty();
            } catch (ExecutionException e) {
                return Optional.of(e.getCause() == null ? e : e.getCause());
            } catch (TimeoutException e) {
                if (times.getThreadCpuTime(id) - start[0] > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
                    break;
                }
            }
        }
        AssertionError late = new AssertionError(what + " takes too long; it is here:");
        late.setStackTrace(Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getId() == id)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(new StackTraceElement[0]));
        throw late;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
