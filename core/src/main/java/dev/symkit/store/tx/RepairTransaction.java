// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Changes single files of a store under its lock, after recovery, without a transaction of its own: no id, no plan. Each file is
 * replaced or removed as a whole and only in the version that was looked at, so every step is atomic and can be repeated; a repair that
 * is killed between two steps is completed by the next one. Confined to one thread.
 */
public final class RepairTransaction {
    private final StoreStorage storage;
    private final Staging staging;
    private final StoreLock lock;

    /** What is done under the lock. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T run(RepairTransaction transaction) throws IOException;
    }

    RepairTransaction(StoreStorage storage, Staging staging, StoreLock lock) {
        this.storage = storage;
        this.staging = staging;
        this.lock = lock;
    }

    /**
     * Gives a file new content.
     *
     * @param seen what was there when the content was worked out; empty if nothing was
     * @return false if something else is there by now, or if a reader does not let go of it
     * @throws StoreException {@code LOCK_LOST} with nothing changed
     */
    public boolean replace(String path, Optional<StorageEntry> seen, byte[] content) throws IOException {
        checkLock();
        String handle = staging.stage(path, StagedContent.of(content), Optional.empty());
        storage.sync(List.of(handle));
        Condition condition =
                seen.map(entry -> Condition.ifVersion(entry.version())).orElse(Condition.IF_ABSENT);
        boolean published = storage.publish(handle, path, condition) == Outcome.PUBLISHED;
        syncParent(path);
        return published;
    }

    /**
     * Removes a file.
     *
     * @param seen what was there when this was decided; anything else is left alone
     * @return false if a reader does not let go of it
     * @throws StoreException {@code LOCK_LOST} with nothing changed
     */
    public boolean remove(String path, StorageEntry seen) throws IOException {
        checkLock();
        boolean removed = storage.remove(path, seen.version());
        syncParent(path);
        return removed;
    }

    /** Removes a directory and those above it as far as they are empty; the store root stays. */
    public void removeEmpty(String directory) throws IOException {
        checkLock();
        for (int end = directory.length(); end > 0; end = directory.lastIndexOf('/', end - 1)) {
            storage.removeEmpty(directory.substring(0, end));
        }
    }

    private void syncParent(String path) throws IOException {
        storage.sync(List.of(path.substring(0, Math.max(0, path.lastIndexOf('/')))));
    }

    private void checkLock() throws IOException {
        if (!lock.stillHeld()) {
            throw new StoreException(
                    StoreException.Reason.LOCK_LOST, "the store's lock was lost; repair again to complete it");
        }
    }
}
