// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in 000Admin. Where each call is dear ({@link StoreStorage#canonicalNames}) it is looked at once, and only from the last
 * transactions on, for there is a file for each transaction; else each file when it is asked for.
 */
final class AdminFiles {
    /** Files of which at least one changes with whatever changes references: by transactions, or by a conversion or a repair. */
    private static final List<String> TRACES =
            List.of(StoreNames.LAST_ID, HistoryFile.NAME, ServerFile.NAME, StoreNames.LAST_CHANGE);

    /** So many transactions before the last one are looked at: a plan that was overtaken is mostly one of the last. */
    private static final int LAST = 20;

    private final StoreStorage storage;
    private final Optional<Map<String, StorageEntry>> seen;
    private final String after;
    private final Optional<Records> records;

    /**
     * Knows what was looked at.
     *
     * @param seen what was there at one moment, by name; empty if it is looked at when it is asked for
     * @param after the names up to this one were not looked at; empty if all were
     * @param records read before the rest was looked at
     */
    private AdminFiles(
            StoreStorage storage, Optional<Map<String, StorageEntry>> seen, String after, Optional<Records> records) {
        this.storage = storage;
        this.seen = seen;
        this.after = after;
        this.records = records;
    }

    /** A way to look. */
    @FunctionalInterface
    interface Look {
        AdminFiles at(StoreStorage storage) throws IOException;
    }

    /** Looks at all that is there. */
    static AdminFiles all(StoreStorage storage) throws IOException {
        return storage.canonicalNames()
                ? new AdminFiles(storage, Optional.of(storage.entries(storage.adminDirectory())), "", Optional.empty())
                : whenAsked(storage);
    }

    /** Looks from the last transactions on, without the lock. Whether somebody has it is known, too. */
    static AdminFiles ahead(StoreStorage storage) throws IOException {
        if (!storage.canonicalNames()) {
            return whenAsked(storage);
        }
        Optional<StorageText> last = storage.read(path(storage, StoreNames.LAST_ID), StoreView.MAX_TEXT);
        String after = after(last.map(text -> new String(text.bytes(), StandardCharsets.ISO_8859_1))
                .orElse(""));
        Map<String, StorageEntry> seen = new HashMap<>(storage.entries(storage.adminDirectory(), after));
        replace(seen, StoreNames.LAST_ID, last.map(StorageText::entry));
        // later than the rest: who gave it back before that has changed nothing since
        replace(seen, StorageNames.LOCK, storage.statFile(path(storage, StorageNames.LOCK)));
        return new AdminFiles(storage, Optional.of(seen), after, Optional.empty());
    }

    /** Looks from the last transactions on, under the lock. The records are read, and the last plan is asked for. */
    static AdminFiles latest(StoreStorage storage) throws IOException {
        if (!storage.canonicalNames()) {
            return whenAsked(storage);
        }
        Records records = Records.read(storage);
        String after = after(records.lastId());
        Map<String, StorageEntry> seen = new HashMap<>(storage.entries(storage.adminDirectory(), after));
        Records.NAMES.forEach(name -> replace(seen, name, records.entry(name)));
        Optional<TransactionId> last = TransactionId.parse(records.lastId().strip());
        if (last.isPresent()) { // the listing may be one of a while ago
            String plan = last.get() + StoreNames.PENDING;
            replace(seen, plan, storage.statFile(path(storage, plan)));
        }
        return new AdminFiles(storage, Optional.of(seen), after, Optional.of(records));
    }

    private static AdminFiles whenAsked(StoreStorage storage) {
        return new AdminFiles(storage, Optional.empty(), "", Optional.empty());
    }

    private static void replace(Map<String, StorageEntry> seen, String name, Optional<StorageEntry> entry) {
        seen.remove(name);
        entry.ifPresent(there -> seen.put(name, there));
    }

    private static String after(String lastId) {
        return TransactionId.parse(lastId.strip())
                .filter(last -> last.value() > LAST)
                .map(last -> new TransactionId(last.value() - LAST).text())
                .orElse("");
    }

    private static String path(StoreStorage storage, String name) {
        return storage.adminDirectory() + "/" + name;
    }

    StoreStorage storage() {
        return storage;
    }

    /** The records as they were when this looked; read now if it did not. */
    Records records() throws IOException {
        return records.isPresent() ? records.get() : Records.read(storage);
    }

    /** A file, by its name. */
    Optional<StorageEntry> entry(String name) throws IOException {
        if (seen.isEmpty()) {
            return storage.stat(path(storage, name));
        }
        Optional<StorageEntry> known = Optional.ofNullable(seen.get().get(name));
        return known.isPresent() || name.compareTo(after) > 0 ? known : storage.statFile(path(storage, name));
    }

    boolean has(String name) throws IOException {
        return entry(name).isPresent();
    }

    /** Whether somebody had the lock when this looked. */
    private boolean hadLock() {
        return seen.isPresent() && seen.get().containsKey(StorageNames.LOCK);
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
                || before.seen.isEmpty()
                || before.hadLock()
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
