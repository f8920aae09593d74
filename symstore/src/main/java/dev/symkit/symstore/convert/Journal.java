// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.StoreText;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code 000Admin/convert.journal}: there while a conversion is not finished. One line, {@code to=1} or {@code to=2} (our choice); any
 * other content counts as {@code to=2}.
 */
record Journal(StoreStorage storage) {
    private static final int MAX_SIZE = 4096;
    private static final String TO_ONE = "to=1";
    private static final String TO_TWO = "to=2";

    private String path() {
        return storage.adminDirectory() + "/" + StoreNames.CONVERT_JOURNAL;
    }

    /** The layout an unfinished conversion is about; empty if there is none. */
    Optional<Tier> read() throws IOException {
        return storage.readAll(path(), MAX_SIZE)
                .map(bytes -> StoreText.decode(bytes).strip().equals(TO_ONE) ? Tier.ONE : Tier.TWO);
    }

    /** Writes the journal, replacing another one. */
    void write(Tier tier) throws IOException {
        byte[] content = StoreText.encode((tier == Tier.ONE ? TO_ONE : TO_TWO) + "\r\n");
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage(path(), StagedContent.of(content), Optional.empty());
            storage.sync(List.of(handle));
            storage.publish(handle, path(), Condition.ANY);
        }
        storage.sync(List.of(storage.adminDirectory()));
    }

    /** Removes the journal: the conversion is finished. */
    void remove() throws IOException {
        Optional<StorageEntry> entry = storage.stat(path());
        if (entry.isPresent() && !storage.remove(path(), entry.get().version())) {
            throw new IOException(path() + " cannot be removed: it is in use");
        }
        storage.sync(List.of(storage.adminDirectory()));
    }
}
