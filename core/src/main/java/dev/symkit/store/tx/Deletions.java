// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.Optional;

/** Deletes of transactions under a lock that is held already and after whose taking the store was recovered. */
final class Deletions {
    private final StoreStorage storage;
    private final StoreLock lock;
    private final EngineOptions options;
    private final EngineListener listener;
    private Optional<AdminFiles> looked;

    /** Nothing was changed since 000Admin was looked at. */
    Deletions(AdminFiles files, StoreLock lock, EngineOptions options, EngineListener listener) {
        this.storage = files.storage();
        this.looked = Optional.of(files);
        this.lock = lock;
        this.options = options;
        this.listener = listener;
    }

    /** Deletes one. What is staged for it is gone when this returns, so that the next one begins afresh. */
    DeleteResult delete(DeleteRequest request) throws IOException {
        try (Staging staging = storage.newStaging()) {
            while (true) {
                AdminFiles files = looked.isPresent() ? looked.get() : AdminFiles.latest(storage);
                looked = Optional.empty();
                Transaction transaction = Transaction.begin(files, staging, lock);
                if (transaction.oldServer().find(request.id()).isEmpty()) {
                    throw unknown(request);
                }
                Optional<DeleteResult> result = new DeleteTransaction(transaction, options, listener).run(request);
                if (result.isPresent()) {
                    return result.get();
                }
                looked = Optional.of(new PlanRunner(storage, lock, options.jobs())
                        .recover(AdminFiles::latest)); // another writer took the id
            }
        }
    }

    /** Deletes what is chosen, in its order. One that cannot be deleted, with nothing changed, does not stop the others. */
    void deleteAll(DeleteBatch batch) throws IOException {
        for (DeleteRequest request : batch.choose()) {
            DeleteResult result;
            try {
                result = delete(request);
            } catch (StoreException e) {
                if (e.reason() != StoreException.Reason.UNKNOWN_TRANSACTION
                        && e.reason() != StoreException.Reason.DAMAGED) {
                    throw e;
                }
                batch.refused(request.id(), e);
                continue;
            }
            batch.deleted(result);
        }
    }

    static StoreException unknown(DeleteRequest request) {
        return new StoreException(
                StoreException.Reason.UNKNOWN_TRANSACTION, "Transaction " + request.id() + " not found.");
    }
}
