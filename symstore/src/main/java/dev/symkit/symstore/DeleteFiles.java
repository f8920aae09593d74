// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.DeleteRequest;
import dev.symkit.store.tx.DeleteResult;
import dev.symkit.store.tx.EngineListener;
import dev.symkit.store.tx.EngineOptions;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.store.view.StoreView;
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

    /** Told what the run is doing. */
    public interface Listener {
        /** Another writer has the lock; told once, with the text of its holder. */
        default void waiting(String holder) {}

        /** The commit point is passed; {@code id} is the del's own. */
        default void committed(String id) {}
    }

    /** Deletes the transaction. */
    public Report run(Request request, Listener listener) throws IOException {
        Optional<TransactionId> id = TransactionId.parse(request.id());
        if (id.isEmpty()) {
            throw new StoreException(
                    StoreException.Reason.UNKNOWN_TRANSACTION, "Transaction " + request.id() + " not found.");
        }
        try (StoreStorage storage = Sources.open(request.target())) {
            return run(request, storage, id.get(), listener);
        }
    }

    static Report run(Request request, StoreStorage storage, TransactionId id, Listener listener) throws IOException {
        StoreTarget target = request.target();
        if (!new StoreView(storage).isStore()) {
            throw new StoreException(
                    StoreException.Reason.NOT_A_STORE, "'" + target.store() + "' is not a symbol store.");
        }
        return report(engine(target, storage, listener).delete(new DeleteRequest(id, request.force())));
    }

    static StoreEngine engine(StoreTarget target, StoreStorage storage, Listener listener) {
        EngineOptions options =
                new EngineOptions(target.clock(), target.jobs(), target.lockTimeout(), target.cancelled());
        return new StoreEngine(storage, options, new EngineListener() {
            @Override
            public void waiting(String holder) {
                listener.waiting(holder);
            }

            @Override
            public void committed(TransactionId own) {
                listener.committed(own.text());
            }
        });
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
