// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread for what is done from time to time. Thread-safe. */
final class Timer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

    private final ScheduledExecutorService tasks;

    /** @param name of the thread */
    Timer(String name) {
        this.tasks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does something again and again, with pauses. */
    void repeat(Runnable task, Duration every) {
        long pause = Math.max(1, every.toMillis());
        Future<?> unused = tasks.scheduleWithFixedDelay(() -> guarded(task), pause, pause, TimeUnit.MILLISECONDS);
    }

    /** A task that throws would not be done again. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("what is done from time to time failed", e);
        }
    }

    /** Does something once, after a time. */
    void after(Duration delay, Runnable task) {
        Future<?> unused = tasks.schedule(task, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    /** Does something as soon as it can. */
    void now(Runnable task) {
        tasks.execute(task);
    }

    /** Begins nothing more, and interrupts what is being done. */
    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
