// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whether a store keeps references, which is settled by its first transaction (symstore 7.4). */
final class References {
    private References() {}

    /**
     * Refuses to add with references to a store without, and the other way round.
     *
     * @throws StoreException {@code NO_REFERENCES}
     */
    static void check(StoreView view, boolean wanted) throws IOException {
        if (wanted && areMissing(view)) {
            throw new StoreException(
                    StoreException.Reason.NO_REFERENCES,
                    "the store was created with '-:NOREFS' and can only be added to with it.");
        }
        if (!wanted && hasTransactions(view) && !areMissing(view)) {
            throw new StoreException(
                    StoreException.Reason.NO_REFERENCES, "'-:NOREFS' can only be used on a store created with it.");
        }
    }

    private static boolean hasTransactions(StoreView view) throws IOException {
        return view.admin(StoreNames.LAST_ID).isPresent()
                || view.server().oldest().isPresent();
    }

    /** By our marker; in a store of Microsoft's tool by the first entry of the oldest live transaction. */
    private static boolean areMissing(StoreView view) throws IOException {
        if (view.admin(StoreNames.NO_REFS).isPresent()) {
            return true;
        }
        Optional<TransactionRecord> oldest = view.server().oldest();
        Optional<TransactionFile> file =
                oldest.isPresent() ? view.transaction(oldest.get().id()) : Optional.empty();
        List<TransactionFile.Entry> entries = file.map(TransactionFile::entries).orElse(List.of());
        if (entries.isEmpty()) {
            return false;
        }
        try {
            SymbolKey key = SymbolKey.of(entries.get(0).name(), entries.get(0).index());
            Optional<String> directory = view.keyDirectory(key);
            return directory.isPresent()
                    && view.find(key).isPresent()
                    && view.refs(directory.get()).isEmpty();
        } catch (IllegalKeyException e) {
            return false; // a damaged line tells nothing
        }
    }
}
