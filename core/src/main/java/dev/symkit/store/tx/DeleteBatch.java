// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreException;
import java.io.IOException;
import java.util.List;

/** Several deletes under one lock. Every method is called with the lock held, on the thread that runs the engine. */
public interface DeleteBatch {

    /** Which transactions to delete, in which order; asked once, when unfinished transactions are finished. */
    List<DeleteRequest> choose() throws IOException;

    /** One is deleted. */
    void deleted(DeleteResult result);

    /**
     * One could not be deleted and nothing was changed; the next follows.
     *
     * @param reason {@code UNKNOWN_TRANSACTION} or {@code DAMAGED}
     */
    void refused(TransactionId id, StoreException reason);
}
