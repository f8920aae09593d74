// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.transactions.TransactionRow.Size;
import java.io.IOException;
import java.util.Optional;

/** Asks how large stored files are, pointers and references not counted. Thread-safe. */
final class StoredSizes {
    private final StoreStorage storage;
    private final StoreView view;

    StoredSizes(StoreStorage storage) {
        this.storage = storage;
        this.view = new StoreView(storage);
    }

    /** The stored file of an entry in its plain and compressed forms, which count as one; none if it is not there. */
    Size of(TransactionFile.Entry entry) throws IOException {
        SymbolKey key;
        try {
            key = SymbolKey.of(entry.name(), entry.index());
        } catch (IllegalKeyException e) {
            return Size.ZERO; // no store has it
        }
        String usual = key.name() + "/" + key.index();
        if (view.tier() == Tier.TWO) {
            usual = Tier.prefix(key.name()) + "/" + usual;
        }
        Size size = in(usual, key.name());
        if (size.files() == 0) { // spelled differently, or at its other place
            Optional<String> directory = view.keyDirectory(key);
            size = directory.isPresent() ? listed(directory.get(), key.name()) : Size.ZERO;
        }
        return size;
    }

    private Size in(String directory, String name) throws IOException {
        long bytes = 0;
        boolean found = false;
        Optional<StorageEntry> plain = storage.stat(directory + "/" + name);
        if (plain.isPresent() && plain.get().isFile()) {
            bytes += plain.get().size();
            found = true;
        }
        Optional<String> compressedName = StoreNames.compressed(name);
        Optional<StorageEntry> compressed =
                compressedName.isPresent() ? storage.stat(directory + "/" + compressedName.get()) : Optional.empty();
        if (compressed.isPresent() && compressed.get().isFile()) {
            bytes += compressed.get().size();
            found = true;
        }
        return found ? new Size(1, bytes) : Size.ZERO;
    }

    private Size listed(String directory, String name) throws IOException {
        for (String child : storage.list(directory)) {
            if (child.equalsIgnoreCase(name)
                    || child.equalsIgnoreCase(StoreNames.compressed(name).orElse(name))) {
                Optional<StorageEntry> entry = storage.stat(directory + "/" + child);
                if (entry.isPresent() && entry.get().isFile()) {
                    return new Size(1, entry.get().size());
                }
            }
        }
        return Size.ZERO;
    }
}
