// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes a managed store. Each operation is one transaction: after a crash at any moment the store has the whole of it or
 * none, once the next operation has run. Any number of engines, threads, processes and hosts may work on one store.
 *
 * <p>Where each call of the storage is dear ({@link StoreStorage#canonicalNames}) their number is known, and the same whatever the store
 * holds. An add makes 23 calls, and for each file that is new 6: a look at the key directory, and under the lock at {@code refs.ptr}, and
 * staging and publishing the file and {@code refs.ptr}. A file that is there already costs another look, reading {@code refs.ptr} twice and
 * the stored copy once and looking at the latter again, and no staging and publishing of the file. A del makes 21 calls, and for each entry
 * 2 to look at it and to read {@code refs.ptr}, and then 2 to remove the file and {@code refs.ptr} or to stage and publish the latter. Each
 * 1,000 steps add a look at the lock.
 *
 * <p>Source: symbol-store-format 8 (our choice throughout). Thread-safe.
 */
public final class StoreEngine {
    private final StoreStorage storage;
    private final EngineOptions options;
    private final EngineListener listener;

    /** An engine for one store. */
    public StoreEngine(StoreStorage storage, EngineOptions options, EngineListener listener) {
        this.storage = storage;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Adds files or pointers, creating the store if there is none.
     *
     * @throws StoreException if the store cannot be changed; {@code NO_REFERENCES} if references are asked for in a store without,
     *     or the other way round
     * @throws java.util.concurrent.CancellationException if the run was cancelled before the commit point
     */
    public AddResult add(AddRequest request) throws IOException {
        LocalDateTime start = LocalDateTime.now(options.clock());
        if (storage.needsDirectories()) {
            storage.createRoot();
        }
        try (Staging staging = storage.newStaging()) {
            AdminFiles before = AdminFiles.ahead(storage);
            if (before.plans().isEmpty()) {
                References.check(
                        before, new StoreView(storage), request.options().references());
            }
            StoreView guess = StoreView.guess(storage); // a full one is made under the lock
            boolean twoTier = request.options().twoTier();
            Tier expected = twoTier && isFresh(before) ? Tier.TWO : guess.tier();
            Preparation preparation = new Preparation(guess, staging, request.options(), options, listener);
            List<Prepared> prepared = preparation.run(request.entries(), expected);
            try (StoreLock lock = lock(options.program() + " add")) {
                while (true) {
                    AdminFiles files = recover(lock, AdminFiles::latest);
                    boolean created = twoTier && isFresh(files);
                    files = createFiles(files, created);
                    Transaction transaction = Transaction.begin(files, staging, lock);
                    Optional<AddResult> result = new AddTransaction(
                                    prepared, transaction, preparation, options, listener)
                            .run(
                                    request,
                                    new AddTransaction.Before(
                                            start, expected, files.isUnchangedSince(before), created));
                    if (result.isPresent()) {
                        return result.get();
                    }
                }
            }
        }
    }

    /**
     * Puts files into a directory as a store has them, without making it a managed store: no transaction, no references, no lock. Each
     * file is in place as a whole or not at all.
     *
     * @throws StoreException {@code MANAGED} if the directory is a managed store
     * @throws java.util.concurrent.CancellationException if the run was cancelled before the first file was put in place
     */
    public AddResult addLayoutOnly(AddRequest request) throws IOException {
        return new LayoutOnly(storage, options, listener).run(request);
    }

    /**
     * Deletes an add transaction.
     *
     * @throws StoreException if there is no such transaction or the store cannot be changed
     */
    public DeleteResult delete(DeleteRequest request) throws IOException {
        if (!storage.canonicalNames()) { // else all is found out under the lock, with fewer calls
            requireAdmin();
            if (new StoreView(storage).server().find(request.id()).isEmpty() && noPlans()) {
                throw Deletions.unknown(request);
            }
        }
        try (StoreLock lock = lock(options.program() + " del")) {
            return deletions(lock).delete(request);
        }
    }

    /**
     * Deletes several add transactions under one lock, each in a transaction of its own. If the run ends between two of them, those
     * that were told of are deleted and the others untouched.
     *
     * @throws StoreException if the store cannot be changed
     * @throws java.util.concurrent.CancellationException if the run was cancelled before a commit point
     */
    public void deleteAll(DeleteBatch batch) throws IOException {
        requireAdmin();
        try (StoreLock lock = lock(options.program() + " del")) {
            deletions(lock).deleteAll(batch);
        }
    }

    /** What dead writers left staged is not looked for where that is a call of its own: the next add does it. */
    private Deletions deletions(StoreLock lock) throws IOException {
        AdminFiles files = storage.canonicalNames()
                ? new PlanRunner(storage, lock, options.jobs()).finishPlans(AdminFiles::latest)
                : recover(lock, AdminFiles::latest);
        if (storage.canonicalNames() && !files.has(ServerFile.NAME) && !files.has(StoreNames.LAST_ID)) {
            throw noStore();
        }
        return new Deletions(files, lock, options, listener);
    }

    /**
     * Makes one transaction of key directories that no transaction refers to; their files stay as they are. Creates 000Admin if
     * there is none.
     *
     * @throws StoreException {@code NO_REFERENCES} if the store keeps none; else if the store cannot be changed
     */
    public AdoptResult adopt(AdoptRequest request) throws IOException {
        LocalDateTime start = LocalDateTime.now(options.clock());
        storage.createRoot();
        try (Staging staging = storage.newStaging();
                StoreLock lock = lock(options.program() + " adopt")) {
            while (true) {
                AdminFiles files = createFiles(recover(lock, AdminFiles::latest), false);
                Transaction transaction = Transaction.begin(files, staging, lock);
                Optional<AdoptResult> result =
                        new AdoptTransaction(storage, transaction, options, listener).run(request, start);
                if (result.isPresent()) {
                    return result.get();
                }
            }
        }
    }

    /** Finishes what other writers committed, if there is any such thing, for a caller that reads before it changes the store. */
    public void recover() throws IOException {
        if (!noPlans()) {
            try (StoreLock lock = lock(options.program() + " recovery")) {
                recover(lock, AdminFiles::all);
            }
        }
    }

    /**
     * The lock of the store, for a change that is no transaction of this engine. What other writers committed is finished first, and
     * what dead ones left staged is removed (symbol-store-format 8.5). The caller closes it.
     *
     * @param command what the lock text says its holder is doing
     * @throws StoreException {@code UNFINISHED_CONVERSION} if a copy of another store to here is not finished
     */
    public StoreLock lockRecovered(String command) throws IOException {
        StoreLock lock = lock(command);
        try {
            Transaction.refuseUnfinishedCopy(recover(lock, AdminFiles::all));
            leaveTrace(command);
            return lock;
        } catch (IOException | RuntimeException e) {
            try {
                lock.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Tells those that looked at the store without the lock that what they saw may change ({@link AdminFiles#isUnchangedSince}). */
    private void leaveTrace(String command) throws IOException {
        if (storage.canonicalNames()) {
            String path = storage.adminDirectory() + "/" + StoreNames.LAST_CHANGE;
            String text = UUID.randomUUID() + " " + command + "\r\n"; // a version may be that of the content
            try (Staging staging = storage.newStaging()) {
                byte[] content = text.getBytes(StandardCharsets.UTF_8);
                String handle = staging.stage(path, StagedContent.of(content), Optional.empty());
                storage.publish(handle, path, Condition.ANY);
            }
        }
    }

    /**
     * Finishes what others committed and removes what they abandoned, then does some work under the same lock. Takes no id.
     *
     * @throws StoreException if the store cannot be changed
     */
    public <T> T repair(RepairTransaction.Work<T> work) throws IOException {
        try (Staging staging = storage.newStaging();
                StoreLock lock = lockRecovered(options.program() + " verify --repair")) {
            Transaction.refuseUnfinishedConversion(AdminFiles.ahead(storage));
            return work.run(new RepairTransaction(storage, staging, lock));
        }
    }

    private void requireAdmin() throws IOException {
        if (storage.stat(storage.adminDirectory()).isEmpty()) {
            throw noStore();
        }
    }

    private static StoreException noStore() {
        return new StoreException(StoreException.Reason.NOT_A_STORE, "there is no 000Admin directory in it");
    }

    private boolean noPlans() throws IOException {
        return AdminFiles.ahead(storage).plans().isEmpty();
    }

    private AdminFiles recover(StoreLock lock, AdminFiles.Look look) throws IOException {
        return new PlanRunner(storage, lock, options.jobs()).recover(look);
    }

    private StoreLock lock(String command) throws IOException {
        return storage.lock(new LockRequest(options.lockTimeout(), command, options.cancelled(), listener::waiting));
    }

    /** A store is new while it has neither lastid.txt nor entries. */
    private boolean isFresh(AdminFiles files) throws IOException {
        return !files.has(StoreNames.LAST_ID) && storage.list("").stream().allMatch(StoreEngine::isOwnName);
    }

    static boolean isOwnName(String name) {
        return name.equalsIgnoreCase(StoreNames.ADMIN)
                || name.equalsIgnoreCase(StoreNames.PINGME)
                || name.equalsIgnoreCase(Tier.MARKER)
                || name.equalsIgnoreCase(StoreNames.SYMPROXY);
    }

    /**
     * Makes the files every store has, pingme.txt last.
     *
     * @param twoTier whether the store is new and is to be two-tier
     * @return what is in 000Admin then
     */
    private AdminFiles createFiles(AdminFiles files, boolean twoTier) throws IOException {
        if (twoTier && new StoreView(storage).tier() == Tier.ONE) {
            storage.claim(Tier.MARKER, new byte[0]);
        }
        if (!files.has(ServerFile.NAME)
                && files.entry(HistoryFile.NAME).map(StorageEntry::size).orElse(0L) > 0) {
            // An empty one instead would hide all transactions for good.
            throw new StoreException(
                    StoreException.Reason.DAMAGED,
                    "000Admin/server.txt is missing, but history.txt has transactions (symstore verify --repair rebuilds it)");
        }
        boolean complete = true;
        for (String name : List.of(ServerFile.NAME, HistoryFile.NAME)) {
            if (!files.has(name)) {
                storage.claim(storage.adminDirectory() + "/" + name, new byte[0]);
                complete = false;
            }
        }
        // pingme.txt is older than lastid.txt; a look is not worth while where it is dear
        boolean mayMiss = !storage.canonicalNames() || !files.has(StoreNames.LAST_ID);
        if (mayMiss && storage.stat(StoreNames.PINGME).isEmpty()) {
            storage.claim(StoreNames.PINGME, new byte[0]);
        }
        return complete ? files : AdminFiles.latest(storage);
    }
}
