// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.parallel.Parallel;
import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.transactions.TransactionRow.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many live transactions keep each stored file, as their files say: a stored file goes with the last of them. Pointers keep none.
 * Confined to one thread; {@link #release} uses it up.
 */
final class StoreUse {
    private final StoredSizes sizes;
    private final Parallel parallel;
    private final Map<String, Use> uses = new HashMap<>();
    private final Map<TransactionId, List<Use>> filesOf = new LinkedHashMap<>();

    /** One stored file. */
    static final class Use {
        private final TransactionFile.Entry entry;
        private int transactions;
        private Size size = Size.ZERO;

        private Use(TransactionFile.Entry entry) {
            this.entry = entry;
        }

        Size size() {
            return size;
        }
    }

    private StoreUse(StoreStorage storage, Parallel parallel) {
        this.sizes = new StoredSizes(storage);
        this.parallel = parallel;
    }

    static StoreUse read(StoreStorage storage, List<TransactionRecord> live, Parallel parallel) throws IOException {
        StoreUse use = new StoreUse(storage, parallel);
        StoreView view = new StoreView(storage);
        List<TransactionRecord> storing =
                live.stream().filter(record -> record.kind() == EntryKind.FILE).toList();
        List<List<TransactionFile.Entry>> entries = parallel.map(
                storing,
                record -> view.transaction(record.id())
                        .map(TransactionFile::entries)
                        .orElse(List.of()));
        for (int i = 0; i < storing.size(); i++) {
            use.filesOf.put(storing.get(i).id(), use.add(entries.get(i)));
        }
        return use;
    }

    private List<Use> add(List<TransactionFile.Entry> entries) {
        Set<Use> files = new LinkedHashSet<>();
        for (TransactionFile.Entry entry : entries) {
            files.add(uses.computeIfAbsent(entry.directory(), key -> new Use(entry)));
        }
        files.forEach(use -> use.transactions++);
        return List.copyOf(files);
    }

    /** Asks how large some files are. */
    void measure(Collection<Use> files) throws IOException {
        List<Use> list = List.copyOf(files);
        List<Size> found = parallel.map(list, use -> sizes.of(use.entry));
        for (int i = 0; i < list.size(); i++) {
            list.get(i).size = found.get(i);
        }
    }

    /** All files. */
    Collection<Use> all() {
        return uses.values();
    }

    /** Lets go of what a transaction keeps: the files that nothing keeps any more. */
    List<Use> release(TransactionId id) {
        List<Use> freed = new ArrayList<>();
        for (Use use : filesOf.getOrDefault(id, List.of())) {
            if (--use.transactions == 0) {
                freed.add(use);
            }
        }
        filesOf.remove(id);
        return freed;
    }
}
