// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.util.concurrent.TimeUnit;

/** A monotonic clock and a way to wait; tests make the time up. Thread-safe. */
public interface LockClock {
    /** The clock of this machine. */
    LockClock SYSTEM = new LockClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Waits so many nanoseconds. */
    void sleep(long nanos) throws InterruptedException;
}
