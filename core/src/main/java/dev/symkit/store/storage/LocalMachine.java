// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a lock takes from the machine it runs on; tests play several machines in one process.
 *
 * @param host name and machine id, as in {@link LockText}
 * @param mutexes the mutex among the threads of this process, for the real path of a store's root
 * @param time a monotonic clock and a way to wait
 */
record LocalMachine(Supplier<String> host, Function<Path, Semaphore> mutexes, Time time) {

    /** A monotonic clock. Thread-safe. */
    interface Time {
        /** Nanoseconds since some moment. */
        long nanos();

        /** Waits so many nanoseconds. */
        void sleep(long nanos) throws InterruptedException;
    }

    /** This machine. */
    static LocalMachine here() {
        return new LocalMachine(LockText::thisHost, LocalProcess::mutex, new Time() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        });
    }
}
