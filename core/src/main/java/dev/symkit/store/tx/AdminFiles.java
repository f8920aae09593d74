// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in 000Admin. Where each call is dear ({@link StoreStorage#canonicalNames}) all of it is looked at once; else each file when it
 * is asked for.
 *
 * @param seen what was there at one moment, by name; empty if it is looked at when it is asked for
 */
record AdminFiles(StoreStorage storage, Optional<Map<String, StorageEntry>> seen) {
    /** Files of which at least one changes with whatever changes references: by transactions, or by a conversion or a repair. */
    private static final List<String> TRACES =
            List.of(StoreNames.LAST_ID, HistoryFile.NAME, ServerFile.NAME, StoreNames.LAST_CHANGE);

    /** Looks now. */
    static AdminFiles look(StoreStorage storage) throws IOException {
        return storage.canonicalNames()
                ? new AdminFiles(storage, Optional.of(storage.entries(storage.adminDirectory())))
                : new AdminFiles(storage, Optional.empty());
    }

    /** A file, by its name. */
    Optional<StorageEntry> entry(String name) throws IOException {
        return seen.isPresent()
                ? Optional.ofNullable(seen.get().get(name))
                : storage.stat(storage.adminDirectory() + "/" + name);
    }

    boolean has(String name) throws IOException {
        return entry(name).isPresent();
    }

    /** Names of committed plans, in order. */
    List<String> plans() throws IOException {
        Collection<String> names = seen.isPresent() ? seen.get().keySet() : storage.list(storage.adminDirectory());
        return names.stream().filter(PlanRunner::isPlan).sorted().toList();
    }

    /**
     * Whether it is known that no reference in the store has changed between an earlier look and this one, which is made under the lock
     * after recovery. Nobody had the lock at the time of the earlier one, no plan was unfinished, and no trace has changed since.
     */
    boolean isUnchangedSince(AdminFiles before) throws IOException {
        if (seen.isEmpty()
                || before.seen().isEmpty()
                || before.has(StorageNames.LOCK)
                || before.has(StoreNames.CONVERT_JOURNAL)
                || !before.plans().isEmpty()) {
            return false;
        }
        for (String name : TRACES) {
            if (!version(name).equals(before.version(name))) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> version(String name) throws IOException {
        return entry(name).map(StorageEntry::version);
    }
}
