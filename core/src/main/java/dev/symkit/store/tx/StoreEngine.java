// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.HistoryFile;
import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Changes a managed store. Each operation is one transaction: after a crash at any moment the store has the whole of it or
 * none, once the next operation has run. Any number of engines, threads, processes and hosts may work on one store.
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
        storage.createRoot();
        try (Staging staging = storage.newStaging()) {
            if (noPlans()) {
                References.check(new StoreView(storage), request.options().references());
            }
            StoreView guess = StoreView.guess(storage); // a full one is made under the lock
            boolean fresh = isFresh(guess);
            Tier expected = request.options().twoTier() && fresh ? Tier.TWO : guess.tier();
            Preparation preparation = new Preparation(guess, staging, request.options(), options, listener);
            List<Prepared> prepared = preparation.run(request.entries(), expected);
            try (StoreLock lock = lock(options.program() + " add")) {
                while (true) {
                    recover(lock);
                    boolean created = createFiles(request.options().twoTier());
                    Transaction transaction = Transaction.begin(storage, staging, lock);
                    Optional<AddResult> result = new AddTransaction(
                                    storage, prepared, transaction, preparation, options, listener)
                            .run(request, start, created);
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
        requireAdmin();
        if (new StoreView(storage).server().find(request.id()).isEmpty() && noPlans()) {
            throw Deletions.unknown(request);
        }
        try (StoreLock lock = lockRecovered(options.program() + " del")) {
            return new Deletions(storage, lock, options, listener).delete(request);
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
        try (StoreLock lock = lockRecovered(options.program() + " del")) {
            new Deletions(storage, lock, options, listener).deleteAll(batch);
        }
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
                recover(lock);
                createFiles(false);
                Transaction transaction = Transaction.begin(storage, staging, lock);
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
            lockRecovered(options.program() + " recovery").close();
        }
    }

    /**
     * The lock of the store, for a change that is no transaction of this engine. What other writers committed is finished first, and
     * what dead ones left staged is removed (symbol-store-format 8.5). The caller closes it.
     *
     * @param command what the lock text says its holder is doing
     */
    public StoreLock lockRecovered(String command) throws IOException {
        StoreLock lock = lock(command);
        try {
            recover(lock);
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

    /**
     * Finishes what others committed and removes what they abandoned, then does some work under the same lock. Takes no id.
     *
     * @throws StoreException if the store cannot be changed
     */
    public <T> T repair(RepairTransaction.Work<T> work) throws IOException {
        try (Staging staging = storage.newStaging();
                StoreLock lock = lockRecovered(options.program() + " verify --repair")) {
            Transaction.refuseUnfinishedConversion(new StoreView(storage));
            return work.run(new RepairTransaction(storage, staging, lock));
        }
    }

    private void requireAdmin() throws IOException {
        if (storage.stat(storage.adminDirectory()).isEmpty()) {
            throw new StoreException(StoreException.Reason.NOT_A_STORE, "there is no 000Admin directory in it");
        }
    }

    private boolean noPlans() throws IOException {
        return storage.list(storage.adminDirectory()).stream().noneMatch(PlanRunner::isPlan);
    }

    private void recover(StoreLock lock) throws IOException {
        new PlanRunner(storage, lock, options.jobs()).recover();
    }

    private StoreLock lock(String command) throws IOException {
        return storage.lock(new LockRequest(options.lockTimeout(), command, options.cancelled(), listener::waiting));
    }

    /** A store is new while it has neither lastid.txt nor entries. */
    private boolean isFresh(StoreView view) throws IOException {
        return view.admin(StoreNames.LAST_ID).isEmpty()
                && storage.list("").stream().allMatch(StoreEngine::isOwnName);
    }

    static boolean isOwnName(String name) {
        return name.equalsIgnoreCase(StoreNames.ADMIN)
                || name.equalsIgnoreCase(StoreNames.PINGME)
                || name.equalsIgnoreCase(Tier.MARKER)
                || name.equalsIgnoreCase(StoreNames.SYMPROXY);
    }

    /** Makes the files every store has, pingme.txt last. Tells whether the store is new. */
    private boolean createFiles(boolean twoTier) throws IOException {
        StoreView view = new StoreView(storage);
        boolean fresh = isFresh(view);
        if (fresh && twoTier && view.tier() == Tier.ONE) {
            storage.claim(Tier.MARKER, new byte[0]);
        }
        if (view.admin(ServerFile.NAME).isEmpty()
                && view.admin(HistoryFile.NAME).orElse(new byte[0]).length > 0) {
            // An empty one instead would hide all transactions for good.
            throw new StoreException(
                    StoreException.Reason.DAMAGED,
                    "000Admin/server.txt is missing, but history.txt has transactions (symstore verify --repair rebuilds it)");
        }
        for (String name : List.of(ServerFile.NAME, HistoryFile.NAME)) {
            if (view.admin(name).isEmpty()) {
                storage.claim(storage.adminDirectory() + "/" + name, new byte[0]);
            }
        }
        if (storage.stat(StoreNames.PINGME).isEmpty()) {
            storage.claim(StoreNames.PINGME, new byte[0]);
        }
        return fresh;
    }
}
