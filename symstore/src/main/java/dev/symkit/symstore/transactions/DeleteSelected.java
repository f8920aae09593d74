// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.store.layout.ServerFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.tx.DeleteBatch;
import dev.symkit.store.tx.DeleteRequest;
import dev.symkit.store.tx.DeleteResult;
import dev.symkit.store.tx.StoreEngine;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.Failure;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.TransactionListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code symstore del} with selectors: deletes several add transactions under one lock, each in a transaction of its own.
 *
 * <p>The selection is made and told without the lock. If the store has changed when the lock is there, the selection is made again, and
 * only what both have is deleted: nothing goes that was not told, and nothing that should stay by now.
 */
public final class DeleteSelected {

    /**
     * One run.
     *
     * @param target the store
     * @param selectors what to delete
     * @param force whether to go on where references or a transaction file are missing
     * @param mode what to do with the selection
     */
    public record Request(StoreTarget target, Selectors selectors, boolean force, Mode mode) {}

    /** What to do with the selection. */
    public enum Mode {
        /** Tell it. */
        DRY_RUN,
        /** Delete it if it is one transaction. */
        ONE,
        /** Delete it. */
        ALL
    }

    /** How a run ended. */
    public enum Outcome {
        /** No transaction was selected. */
        NOTHING,
        /** The selection was told and not touched. */
        TOLD,
        /** Likewise, because it has more than the one transaction allowed. */
        TOO_MANY,
        /** It was deleted, as far as the listener was told. */
        DONE
    }

    /** Told what the run is doing, in this order: the selection, then each of its transactions. */
    public interface Listener extends TransactionListener {
        /**
         * What is selected.
         *
         * @param rows the transactions, oldest first, each with what its deletion frees
         * @param missing single ids that no live transaction has
         * @param excess by how many bytes the store will still be larger than allowed
         */
        void selected(List<TransactionRow> rows, List<String> missing, long excess);

        /** One is deleted. */
        void deleted(DeleteFiles.Report report);

        /** One could not be deleted; nothing was changed. */
        void refused(String id, Failure reason);

        /** One is left alone, because the store changed since the selection was told. */
        void spared(String id);
    }

    /** Selects, tells, deletes. */
    public Outcome run(Request request, Listener listener) throws IOException {
        StoreTarget target = request.target();
        try (StoreStorage storage = target.open()) {
            target.requireStore(storage);
            return run(request, storage, listener);
        }
    }

    /** Does the same in a store that is open. */
    public Outcome run(Request request, StoreStorage storage, Listener listener) throws IOException {
        StoreTarget target = request.target();
        StoreView view = new StoreView(storage);
        StoreEngine engine = target.engine(storage, listener);
        if (request.mode() != Mode.DRY_RUN) {
            engine.recover(); // an unfinished transaction is not in server.txt
        }
        SelectTransactions select =
                new SelectTransactions(storage, target.clock().getZone(), target.parallel());
        ServerFile server = view.server();
        SelectTransactions.Selection selection = select.run(server, request.selectors());
        List<TransactionRow> rows = selection.rows();
        listener.selected(
                rows, selection.missing().stream().map(TransactionId::text).toList(), selection.excess());
        if (rows.isEmpty()) {
            return Outcome.NOTHING;
        }
        if (request.mode() == Mode.DRY_RUN) {
            return Outcome.TOLD;
        }
        if (request.mode() == Mode.ONE && rows.size() > 1) {
            return Outcome.TOO_MANY;
        }
        engine.deleteAll(new Batch(request, rows, server, select, view, listener));
        return Outcome.DONE;
    }

    private record Batch(
            Request request,
            List<TransactionRow> rows,
            ServerFile told,
            SelectTransactions select,
            StoreView view,
            Listener listener)
            implements DeleteBatch {
        @Override
        public List<DeleteRequest> choose() throws IOException {
            ServerFile now = view.server();
            List<String> ids = rows.stream().map(TransactionRow::id).toList();
            Set<String> still = new HashSet<>(ids);
            if (!Arrays.equals(now.bytes(), told.bytes())) {
                still.retainAll(select.run(now, request.selectors()).rows().stream()
                        .map(TransactionRow::id)
                        .toList());
            }
            ids.stream().filter(id -> !still.contains(id)).forEach(listener::spared);
            return ids.stream()
                    .filter(still::contains)
                    .flatMap(id -> TransactionId.parse(id).stream())
                    .map(id -> new DeleteRequest(id, request.force()))
                    .toList();
        }

        @Override
        public void deleted(DeleteResult result) {
            listener.deleted(DeleteFiles.report(result));
        }

        @Override
        public void refused(TransactionId id, StoreException reason) {
            listener.refused(id.text(), Failure.of(reason));
        }
    }
}
