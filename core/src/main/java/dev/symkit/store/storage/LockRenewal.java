// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Renews the text of a lock every 10 s on a thread of its own, until it is stopped. Thread-safe. */
public final class LockRenewal {
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Beat beat;
    private final Object monitor = new Object();
    private boolean stopped;

    /** What is done at each renewal. */
    @FunctionalInterface
    public interface Beat {
        /** Writes the text of the {@code number}-th renewal; they count from 1. */
        void renew(long number);
    }

    private LockRenewal(Beat beat) {
        this.beat = beat;
    }

    /** Begins to renew. */
    public static LockRenewal start(Beat beat) {
        LockRenewal renewal = new LockRenewal(beat);
        Thread thread = new Thread(renewal::run, "symkit-store-lock");
        thread.setDaemon(true);
        thread.start();
        return renewal;
    }

    private void run() {
        long number = 0;
        synchronized (monitor) {
            while (!stopped) {
                try {
                    TimeUnit.MILLISECONDS.timedWait(monitor, PERIOD.toMillis());
                } catch (InterruptedException e) {
                    return;
                }
                if (!stopped) {
                    number++;
                    beat.renew(number);
                }
            }
        }
    }

    /** Ends it; a renewal under way is finished first. Gives back false if it was stopped before. */
    public boolean stop() {
        synchronized (monitor) {
            if (stopped) {
                return false;
            }
            stopped = true;
            monitor.notifyAll();
            return true;
        }
    }
}
