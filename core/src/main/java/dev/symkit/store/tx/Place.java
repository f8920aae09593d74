// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.storage.StorageEntry;
import java.util.List;
import java.util.Optional;

/**
 * Where the entries of one key go, and what is there already.
 *
 * @param directory the key directory
 * @param name the stored file's name in it
 * @param refs its references; empty if it has no {@code refs.ptr}
 * @param refsEntry its {@code refs.ptr}, if it has one
 * @param stored the stored file, if there is one
 */
record Place(
        String directory, String name, RefsFile refs, Optional<StorageEntry> refsEntry, Optional<StorageEntry> stored) {

    /** The stored file's path. */
    String path() {
        return directory + "/" + name;
    }

    /** The path of {@code refs.ptr}. */
    String refsPath() {
        return directory + "/" + RefsFile.NAME;
    }

    /** Whether an entry puts private symbols where public ones are, or the other way round. */
    boolean classChanges(AddEntry entry) {
        List<RefsLine> files = refs.references().stream()
                .filter(line -> line.kind() == EntryKind.FILE)
                .toList();
        if (files.isEmpty()) {
            return false;
        }
        String before = files.get(files.size() - 1).symbolClass();
        SymbolClass now = entry.symbolClass();
        return (now == SymbolClass.PUB && before.equals(SymbolClass.PRI.text()))
                || (now == SymbolClass.PRI && before.equals(SymbolClass.PUB.text()));
    }
}
