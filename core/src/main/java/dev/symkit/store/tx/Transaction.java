// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * One transaction being put together under the lock: its id, the files staged for it and its plan. Confined to one thread,
 * but for {@link #publish}.
 */
final class Transaction {
    private final StoreStorage storage;
    private final Staging staging;
    private final StoreLock lock;
    private final AdminFiles files;
    private final Records records;
    private Plan.Digest history = new Plan.Digest(0, "");
    private final List<Plan.Publish> publishes = new ArrayList<>();
    private final List<Plan.Removal> removals = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();
    private final TransactionId id;

    private Transaction(AdminFiles files, Staging staging, StoreLock lock, Records records, TransactionId id) {
        this.storage = files.storage();
        this.staging = staging;
        this.lock = lock;
        this.files = files;
        this.records = records;
        this.id = id;
    }

    /** Begins the transaction with the next id. What is in 000Admin was looked at under the lock, after recovery. */
    static Transaction begin(AdminFiles files, Staging staging, StoreLock lock) throws IOException {
        refuseUnfinishedConversion(files);
        Records records = files.records();
        return new Transaction(files, staging, lock, records, nextId(files, records));
    }

    /** Nothing may be changed while entries are between two layouts, or only some of another store's are here. */
    static void refuseUnfinishedConversion(AdminFiles files) throws IOException {
        if (files.has(StoreNames.CONVERT_JOURNAL)) {
            throw new StoreException(
                    StoreException.Reason.UNFINISHED_CONVERSION,
                    "an unfinished conversion; run convertstore -s <store>");
        }
        refuseUnfinishedCopy(files);
    }

    /** Nor moved or deleted while only some of another store's are here. */
    static void refuseUnfinishedCopy(AdminFiles files) throws IOException {
        if (files.has(StoreNames.COPY_MARK)) {
            throw new StoreException(
                    StoreException.Reason.UNFINISHED_CONVERSION,
                    "an unfinished copy of another store; run symstore copy again");
        }
    }

    private static TransactionId nextId(AdminFiles files, Records records) throws IOException {
        Optional<TransactionId> last = TransactionId.parse(records.lastId().strip());
        if (last.isPresent()) {
            TransactionId next = after(last.get());
            if (!hasFile(files, next)) {
                return next;
            }
        }
        TransactionId greatest = last.orElse(TransactionId.NONE);
        StoreStorage storage = files.storage();
        for (TransactionId each : usedIds(records, storage.list(storage.adminDirectory()))) {
            greatest = each.compareTo(greatest) > 0 ? each : greatest;
        }
        return after(greatest);
    }

    private static boolean hasFile(AdminFiles files, TransactionId id) throws IOException {
        for (String end : List.of("", StoreNames.DELETED, StoreNames.PENDING)) {
            if (files.has(id + end)) {
                return true;
            }
        }
        return false;
    }

    private static TransactionId after(TransactionId id) throws StoreException {
        try {
            return id.next();
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Reason.DAMAGED, "no transaction id comes after " + id + ", the greatest in use", e);
        }
    }

    private static List<TransactionId> usedIds(Records records, List<String> names) throws IOException {
        List<TransactionId> used = new ArrayList<>();
        records.server().transactions().forEach(record -> used.add(record.id()));
        records.history().ids().forEach(each -> each.ifPresent(used::add));
        for (String name : names) {
            String digits = name.length() > 10 && name.charAt(10) == '.' ? name.substring(0, 10) : name;
            TransactionId.parseExact(digits).ifPresent(used::add);
        }
        return used;
    }

    TransactionId id() {
        return id;
    }

    StoreLock lock() {
        return lock;
    }

    /** The history without this transaction. */
    HistoryFile oldHistory() throws IOException {
        return records.history();
    }

    /** The live transactions without this one. */
    ServerFile oldServer() throws IOException {
        return records.server();
    }

    /** What was in 000Admin when this began. */
    AdminFiles files() {
        return files;
    }

    /** Puts a staged symbol file into the plan. */
    void publishStored(String handle, String path) {
        publishes.add(new Plan.Publish(true, Condition.ANY, handle, path));
    }

    /** A text that is staged already, with where it goes and what must be there. */
    Plan.Publish stageText(String path, byte[] content, Optional<StorageEntry> old) throws IOException {
        return stageText(path, content, old, Optional.empty());
    }

    private Plan.Publish stageText(String path, byte[] content, Optional<StorageEntry> old, Optional<Instant> time)
            throws IOException {
        String handle = staging.stage(path, StagedContent.of(content), time);
        Condition condition =
                old.map(entry -> Condition.ifVersion(entry.version())).orElse(Condition.IF_ABSENT);
        return new Plan.Publish(false, condition, handle, path);
    }

    void publish(Plan.Publish publish) {
        publishes.add(publish);
    }

    /** Stages a file of 000Admin and puts it into the plan. */
    void publishAdmin(String name, byte[] content) throws IOException {
        publish(stageText(path(name), content, files.entry(name)));
    }

    /**
     * Keeps the file of a deleted transaction, with its time. There is none of that name yet, for an id is deleted once; where each call
     * is dear it is not looked for.
     */
    void publishDeleted(TransactionId deleted, StorageText text) throws IOException {
        String name = deleted + StoreNames.DELETED;
        Optional<StorageEntry> old = storage.canonicalNames() ? Optional.empty() : files.entry(name);
        publish(stageText(
                path(name), text.bytes(), old, Optional.of(text.entry().modified())));
    }

    private String path(String name) {
        return storage.adminDirectory() + "/" + name;
    }

    /** The three files every transaction changes, in their order. */
    void publishRecords(HistoryFile newHistory, ServerFile server) throws IOException {
        byte[] lastId = id.text().getBytes(StandardCharsets.US_ASCII);
        publish(stageText(path(StoreNames.LAST_ID), lastId, records.entry(StoreNames.LAST_ID)));
        publish(stageText(path(HistoryFile.NAME), newHistory.bytes(), records.entry(HistoryFile.NAME)));
        publish(stageText(path(ServerFile.NAME), server.bytes(), records.entry(ServerFile.NAME)));
        history = Plan.Digest.of(newHistory.bytes());
    }

    void remove(String path, StorageEntry entry) {
        removals.add(new Plan.Removal(entry.version(), path));
    }

    void removeDirectory(String directory) {
        directories.add(directory);
    }

    /**
     * The commit point and all that follows. Empty if another writer took the id: the caller starts again.
     *
     * @return paths of stored files that readers did not let go of
     */
    Optional<Set<String>> commit(String command, EngineOptions options, EngineListener listener) throws IOException {
        storage.sync(publishes.stream().map(Plan.Publish::handle).toList());
        if (options.cancelled().getAsBoolean()) {
            throw new CancellationException();
        }
        if (!staging.intact() || !lock.stillHeld()) {
            throw new StoreException(StoreException.Reason.LOCK_LOST, "the store's lock was lost; nothing was changed");
        }
        Plan plan = new Plan(id, command, history, publishes, removals, directories);
        String path = path(id + StoreNames.PENDING);
        staging.committed(true); // before the claim: one that fails may have taken effect
        if (!storage.claim(path, plan.bytes())) {
            staging.committed(false);
            return Optional.empty();
        }
        boolean overtaken;
        boolean lost;
        try {
            storage.sync(List.of(path, storage.adminDirectory()));
            overtaken = !Records.lastIdNow(storage).equals(records.lastId());
            if (overtaken && Overtaken.isCarriedOut(plan, storage)) {
                overtaken = false; // a thief of the lock found the plan: repeating what it did changes nothing
            }
            lost = overtaken && !lock.stillHeld() && !Overtaken.isTaken(plan, storage);
        } catch (IOException e) {
            throw PlanRunner.notFinished(id, e);
        }
        if (lost) { // to one who may be carrying out the plan just now
            throw new StoreException(
                    StoreException.Reason.NOT_FINISHED,
                    "the store's lock was lost while transaction " + id
                            + " was recorded. The next add or del finishes it or takes it back; list tells which.");
        }
        staging.committed(!overtaken);
        if (overtaken) {
            withdraw(path);
            return Optional.empty();
        }
        listener.committed(id);
        Set<String> kept = new PlanRunner(storage, lock, options.jobs()).run(plan);
        staging.committed(false);
        return Optional.of(kept);
    }

    /**
     * Takes back a plan whose id another writer used up meanwhile. Starting again while it is still there must not happen: its staged
     * files would go into the next plan too. So a failure ends the run, which then has changed nothing; the plan left behind does no
     * harm, for recovery sees that it was {@link Overtaken} and removes it without carrying it out. That holds as well if the removal
     * took effect although it failed.
     */
    private void withdraw(String path) throws IOException {
        String why = "it is in use";
        try {
            if (storage.remove(path)) {
                return;
            }
        } catch (IOException e) {
            why = PlanRunner.describe(e);
        }
        throw new StoreException(
                StoreException.Reason.LOCK_LOST,
                "another writer took transaction " + id + " and " + path + " cannot be removed (" + why
                        + "); nothing was changed, the next add or del removes it");
    }
}
