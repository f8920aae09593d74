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
     * Adds files, creating the store if there is none.
     *
     * @throws StoreException if the store cannot be changed
     * @throws java.util.concurrent.CancellationException if the run was cancelled before the commit point
     */
    public AddResult add(AddRequest request) throws IOException {
        LocalDateTime start = LocalDateTime.now(options.clock());
        storage.createRoot();
        try (Staging staging = storage.newStaging()) {
            StoreView view = new StoreView(storage);
            boolean fresh = isFresh(view);
            Tier expected = request.options().twoTier() && fresh ? Tier.TWO : view.tier();
            Preparation preparation = new Preparation(storage, staging, options, listener, expected);
            List<Prepared> prepared = preparation.run(request.entries());
            try (StoreLock lock = lock("symstore add")) {
                while (true) {
                    recover(lock);
                    boolean created = createFiles(request.options().twoTier());
                    Transaction transaction = Transaction.begin(storage, staging, lock);
                    Optional<AddResult> result = new AddTransaction(
                                    storage, transaction, preparation, options, listener)
                            .run(request, prepared, start, created);
                    if (result.isPresent()) {
                        return result.get();
                    }
                }
            }
        }
    }

    /**
     * Deletes an add transaction.
     *
     * @throws StoreException if there is no such transaction or the store cannot be changed
     */
    public DeleteResult delete(DeleteRequest request) throws IOException {
        StoreView view = new StoreView(storage);
        if (storage.stat(storage.adminDirectory()).isEmpty()) {
            throw new StoreException(StoreException.Reason.NOT_A_STORE, "there is no 000Admin directory in it");
        }
        if (view.server().find(request.id()).isEmpty() && noPlans()) {
            throw unknown(request);
        }
        try (Staging staging = storage.newStaging();
                StoreLock lock = lock("symstore del")) {
            while (true) {
                recover(lock);
                if (view.server().find(request.id()).isEmpty()) {
                    throw unknown(request);
                }
                Transaction transaction = Transaction.begin(storage, staging, lock);
                Optional<DeleteResult> result =
                        new DeleteTransaction(storage, transaction, options, listener).run(request);
                if (result.isPresent()) {
                    return result.get();
                }
            }
        }
    }

    /**
     * Finishes what other writers committed and removes what dead ones left staged (symbol-store-format 8.5), for a caller that holds
     * the lock and changes the store in another way than by a transaction.
     */
    public void recover(StoreLock lock) throws IOException {
        new PlanRunner(storage, lock, options.jobs()).recover();
    }

    private boolean noPlans() throws IOException {
        return storage.list(storage.adminDirectory()).stream().noneMatch(PlanRunner::isPlan);
    }

    private static StoreException unknown(DeleteRequest request) {
        return new StoreException(
                StoreException.Reason.UNKNOWN_TRANSACTION, "Transaction " + request.id() + " not found.");
    }

    private StoreLock lock(String command) throws IOException {
        return storage.lock(new LockRequest(options.lockTimeout(), command, options.cancelled(), listener::waiting));
    }

    /** A store is new while it has neither lastid.txt nor entries. */
    private boolean isFresh(StoreView view) throws IOException {
        return view.admin(StoreNames.LAST_ID).isEmpty()
                && storage.list("").stream().allMatch(StoreEngine::isOwnName);
    }

    private static boolean isOwnName(String name) {
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
