// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT, SIGTERM and SIGHUP (Ctrl-C, console closed) into a {@link Cancellation}: the main work goes on until it has cleaned
 * up, for a bounded time, then the process ends with exit code 130. A run that waits for standard input is not waited for. A second
 * signal changes nothing.
 *
 * <p>A shutdown hook does it: the JVM starts its hooks on a signal while all other threads go on running. Thread-safe.
 */
final class Interrupts {
    /** The exit code of an interrupted run, also for SIGTERM. */
    static final int EXIT_CODE = 130;

    /** A large transaction that exists already has to be carried out first; whoever cannot wait for that kills the process. */
    private static final long CLEAN_UP_SECONDS = 600;

    private static final long STEP_MILLIS = 20;

    private final CountDownLatch workDone = new CountDownLatch(1);
    private final Runtime runtime;
    private final StandardInput input;
    private final Thread hook;

    private Interrupts(Cancellation cancellation, Runtime runtime, StandardInput input) {
        this.runtime = runtime;
        this.input = input;
        this.hook = new Thread(() -> stop(cancellation), "interrupt");
    }

    /** Starts to listen. The caller finishes it when its work is done and its output flushed. */
    static Interrupts install(Cancellation cancellation, Runtime runtime, StandardInput input) {
        Interrupts interrupts = new Interrupts(cancellation, runtime, input);
        runtime.addShutdownHook(interrupts.hook);
        return interrupts;
    }

    private void stop(Cancellation cancellation) {
        cancellation.cancel();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLEAN_UP_SECONDS);
            boolean done = false;
            while (!done
                    && !input.isWaiting()
                    && System.nanoTime() - end < 0) { // the next run recovers what a stuck one leaves
                done = workDone.await(STEP_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runtime.halt(EXIT_CODE); // without halt the exit code would be 128 plus the signal's number
    }

    /** Stops to listen; if a signal came first the process is about to end with {@link #EXIT_CODE}. */
    void finish() {
        workDone.countDown();
        try {
            runtime.removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs already and ends the process; an exit by the caller waits for it.
        }
    }
}
