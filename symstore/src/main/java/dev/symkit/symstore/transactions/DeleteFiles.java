// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.DeleteRequest;
import dev.symkit.store.tx.DeleteResult;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.TransactionListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code symstore del}: deletes one add transaction. */
public final class DeleteFiles {

    /**
     * One del.
     *
     * @param target the store
     * @param id the transaction, up to ten digits
     * @param force whether to go on where references or the transaction file are missing
     */
    public record Request(StoreTarget target, String id, boolean force) {}

    /**
     * A finished del.
     *
     * @param id its own transaction
     * @param deleted the transaction it deleted
     * @param files stored files removed
     * @param bytes their size
     * @param references references removed
     * @param errors entries that could not be dealt with
     * @param messages one text for each error
     * @param notes what else is worth saying
     */
    public record Report(
            String id,
            String deleted,
            int files,
            long bytes,
            int references,
            int errors,
            List<String> messages,
            List<String> notes) {}

    /** Whether a text is a transaction id. */
    public static boolean isId(String text) {
        return TransactionId.parse(text).isPresent();
    }

    /** Told what the run is doing; the transaction is the del's own. */
    public interface Listener extends TransactionListener {}

    /** Deletes the transaction. */
    public Report run(Request request, Listener listener) throws IOException {
        Optional<TransactionId> id = TransactionId.parse(request.id());
        if (id.isEmpty()) {
            throw new StoreException(
                    StoreException.Reason.UNKNOWN_TRANSACTION, "Transaction " + request.id() + " not found.");
        }
        try (StoreStorage storage = request.target().open()) {
            return run(request, storage, id.get(), listener);
        }
    }

    /** The same in a store that is open. */
    public static Report run(Request request, StoreStorage storage, TransactionId id, Listener listener)
            throws IOException {
        StoreTarget target = request.target();
        target.requireStore(storage);
        return report(target.engine(storage, listener).delete(new DeleteRequest(id, request.force())));
    }

    static Report report(DeleteResult result) {
        return new Report(
                result.id().text(),
                result.deleted().text(),
                result.files(),
                result.bytes(),
                result.references(),
                result.errors(),
                result.messages(),
                result.notes());
    }
}
