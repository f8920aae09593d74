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
    static void check(AdminFiles files, StoreView view, boolean wanted) throws IOException {
        if (wanted && areMissing(files, view)) {
            throw new StoreException(
                    StoreException.Reason.NO_REFERENCES,
                    "the store was created with '-:NOREFS' and can only be added to with it.");
        }
        if (!wanted && hasTransactions(files, view) && !areMissing(files, view)) {
            throw new StoreException(
                    StoreException.Reason.NO_REFERENCES, "'-:NOREFS' can only be used on a store created with it.");
        }
    }

    private static boolean hasTransactions(AdminFiles files, StoreView view) throws IOException {
        return files.has(StoreNames.LAST_ID) || view.server().oldest().isPresent();
    }

    /**
     * By our marker; in a store of Microsoft's tool by the first entry of the oldest live transaction. That tool writes no canonical
     * names.
     */
    private static boolean areMissing(AdminFiles files, StoreView view) throws IOException {
        if (files.has(StoreNames.NO_REFS)) {
            return true;
        }
        if (files.storage().canonicalNames()) {
            return false;
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
