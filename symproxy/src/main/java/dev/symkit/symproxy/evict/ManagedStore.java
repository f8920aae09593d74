// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.evict;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.StoreEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * The side of a directory that symstore manages.
 *
 * @param root of the store
 * @param clock tells how old locks are
 */
public record ManagedStore(Path root, Clock clock) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is done while nobody else writes to the store. */
    @FunctionalInterface
    public interface Action<T> {
        /** Does it; the lock tells whether it is still held. */
        T run(StoreLock lock) throws IOException;
    }

    /** Whether symstore has written to it already; before that it has no lock. */
    public boolean exists() {
        return Files.isDirectory(root.resolve(StoreNames.ADMIN));
    }

    /** Whether its entries have no {@code refs.ptr} that would tell them from cached files. */
    public boolean isWithoutReferences() {
        return Files.exists(root.resolve(StoreNames.ADMIN).resolve(StoreNames.NO_REFS));
    }

    /**
     * Does something under the lock of the store, transactions that were not carried out finished first.
     *
     * @param purpose who holds the lock, for others
     * @throws IOException if the lock is not free within a minute, or what is done fails
     */
    public <T> T locked(String purpose, Action<T> action) throws IOException {
        EngineOptions options = new EngineOptions(clock, 1, PATIENCE, () -> false);
        StoreEngine engine =
                new StoreEngine(StoreStorages.local(root, StorageOptions.DEFAULT), options, new EngineListener() {});
        try (StoreLock lock = engine.lockRecovered(purpose)) {
            return action.run(lock);
        }
    }
}
