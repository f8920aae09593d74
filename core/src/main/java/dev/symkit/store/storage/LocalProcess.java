// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * What the threads of one process must know of each other, because operating-system file locks do not tell threads apart
 * and closing any channel of a file drops the POSIX locks the process has on it.
 *
 * <p>This is the one piece of static mutable state in the storage: it mirrors state the operating system keeps per process.
 */
final class LocalProcess {
    private static final ConcurrentHashMap<Path, Semaphore> STORE_MUTEXES = new ConcurrentHashMap<>();
    private static final Set<String> LIVE_STAGING = ConcurrentHashMap.newKeySet();

    private LocalProcess() {}

    /** The mutex of the store in {@code root}, which must be a real path. */
    static Semaphore mutex(Path root) {
        return STORE_MUTEXES.computeIfAbsent(root, key -> new Semaphore(1));
    }

    static void stagingBegins(Path directory) {
        LIVE_STAGING.add(name(directory));
    }

    static void stagingEnds(Path directory) {
        LIVE_STAGING.remove(name(directory));
    }

    /** Whether a staging directory belongs to this very process. */
    static boolean isStagingHere(Path directory) {
        return LIVE_STAGING.contains(name(directory));
    }

    /** Staging directories have unique names: the store may be known under several paths. */
    private static String name(Path directory) {
        return String.valueOf(directory.getFileName());
    }
}
