// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.StoreEngine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps stores that SymStore manages from being changed behind its back: finds them, and locks the ones that are to be changed
 * (agestore.md 2.1, symbol-store-format.md 8.3 and 8.6; our choice). Closing it gives the locks back. Confined to one run.
 */
final class StoreGuard implements Closeable {
    private static final int STEPS_BETWEEN_LOCK_CHECKS = 1000;

    private final AgeRequest.Running running;
    private final List<StoreLock> locks = new ArrayList<>();
    private int steps;

    StoreGuard(AgeRequest.Running running) {
        this.running = running;
    }

    /** The words that refuse a managed store (agestore.md 2.1). */
    static String refusal(Path store) {
        return store + " is a managed symbol store. Use \"symstore del\" or add -force.";
    }

    /** Whether a directory with these names in it is a managed store: its list of transactions is not empty, or cannot be read. */
    static boolean isManaged(Path directory, NameList names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.name(i).equalsIgnoreCase(StoreNames.ADMIN) && hasTransactions(names.path(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasTransactions(Path admin) {
        try {
            NameList names = NameList.read(admin);
            for (int i = 0; i < names.size(); i++) {
                if (names.name(i).equalsIgnoreCase(ServerFile.NAME) && Files.size(names.path(i)) > 0) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return Files.isDirectory(admin);
        }
    }

    /** The managed store that a directory lies in, not being it. */
    static Optional<Path> managedAbove(Path directory) {
        for (Path above = directory.getParent(); above != null; above = above.getParent()) {
            if (hasTransactions(above.resolve(StoreNames.ADMIN))) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** Whether a directory is the administration of a store, or lies in it. */
    static boolean isAdministration(Path directory) {
        for (Path name : directory) {
            if (Markers.isClosed(name.toString(), false)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Locks a store for the rest of the run, after finishing what other writers left unfinished.
     *
     * @throws StoreException if the lock is not to be had, or the store is being converted
     */
    void lock(Path store, AgeListener listener) throws IOException {
        StoreStorage storage = StoreStorages.local(store, StorageOptions.DEFAULT);
        Clock clock = Clock.fixed(running.now(), ZoneOffset.UTC);
        EngineOptions options = new EngineOptions(clock, 1, running.lockTimeout(), running.cancelled());
        EngineListener waiting = new EngineListener() {
            @Override
            public void waiting(String holder) {
                listener.waiting(holder);
            }
        };
        locks.add(new StoreEngine(storage, options, waiting).lockRecovered("agestore -force"));
        if (storage.stat(storage.adminDirectory() + "/" + StoreNames.CONVERT_JOURNAL)
                .isPresent()) {
            throw new StoreException(
                    StoreException.Reason.UNFINISHED_CONVERSION,
                    "an unfinished conversion; run convertstore -s " + store);
        }
    }

    /** Called before each change: looks now and then whether the locks are still this run's. */
    void check() throws IOException {
        if (locks.isEmpty() || steps++ % STEPS_BETWEEN_LOCK_CHECKS != 0) {
            return;
        }
        for (StoreLock lock : locks) {
            if (!lock.stillHeld()) {
                throw new StoreException(
                        StoreException.Reason.LOCK_LOST, "the store's lock was lost; the run was stopped");
            }
        }
    }

    @Override
    public void close() throws IOException {
        Optional<IOException> problem = Optional.empty();
        for (StoreLock lock : locks) {
            try {
                lock.close();
            } catch (IOException e) {
                problem = Optional.of(problem.orElse(e));
            }
        }
        locks.clear();
        if (problem.isPresent()) {
            throw problem.get();
        }
    }
}
