// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a lock takes from the machine it runs on; tests play several machines in one process.
 *
 * @param host name and machine id, as in {@link LockText}
 * @param mutexes the mutex among the threads of this process, for the real path of a store's root
 * @param time a monotonic clock and a way to wait
 */
record LocalMachine(Supplier<String> host, Function<Path, Semaphore> mutexes, LockClock time) {

    /** This machine. */
    static LocalMachine here() {
        return new LocalMachine(LockText::thisHost, LocalProcess::mutex, LockClock.SYSTEM);
    }
}
