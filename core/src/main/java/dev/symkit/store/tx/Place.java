// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.EntryKind;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.RefsLine;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StorageEntry;
import java.util.List;
import java.util.Optional;

/**
 * Where the entries of one key go, and what is there already.
 *
 * @param directory the key directory
 * @param refs its references; empty if it has no {@code refs.ptr}
 * @param refsEntry its {@code refs.ptr}, if it has one
 * @param plain the stored file as it is, if there
 * @param compressed the stored file compressed, if there
 * @param pointer its {@code file.ptr}, if it has one
 * @param obstacle path of something that is no file where one of these belongs
 */
record Place(
        String directory,
        RefsFile refs,
        Optional<StorageEntry> refsEntry,
        Optional<Stored> plain,
        Optional<Stored> compressed,
        Optional<Stored> pointer,
        Optional<String> obstacle) {

    /** A file in a key directory, in the spelling it has. */
    record Stored(String path, StorageEntry entry, boolean compressed) {
        boolean hasVersion(String version) {
            return entry.version().equals(version);
        }
    }

    /** Name of the entry, that of the directory above. */
    String name() {
        int end = directory.lastIndexOf('/');
        return directory.substring(directory.lastIndexOf('/', end - 1) + 1, end);
    }

    /** The stored file that readers get: the plain one if there are both. */
    Optional<Stored> current() {
        return plain.or(() -> compressed);
    }

    /** Whether there is nothing of all this. */
    boolean isEmpty() {
        return refsEntry.isEmpty()
                && plain.isEmpty()
                && compressed.isEmpty()
                && pointer.isEmpty()
                && obstacle.isEmpty();
    }

    /** Whether the name has a compressed form. */
    boolean canBeCompressed() {
        return StoreNames.compressed(name()).isPresent();
    }

    /** Path of the stored file in one of its forms. */
    String path(boolean asCompressed) {
        if (asCompressed) {
            return compressed
                    .map(Stored::path)
                    .orElseGet(() ->
                            directory + "/" + StoreNames.compressed(name()).orElseThrow());
        }
        return plain.map(Stored::path).orElseGet(() -> directory + "/" + name());
    }

    /** The path of {@code file.ptr}. */
    String pointerPath() {
        return pointer.map(Stored::path).orElseGet(() -> directory + "/" + FilePointer.NAME);
    }

    /** The path of {@code refs.ptr}. */
    String refsPath() {
        return directory + "/" + RefsFile.NAME;
    }

    /** The class that the references tell of the stored file; empty if they tell none. */
    Optional<String> symbolClass() {
        List<RefsLine> files = refs.references().stream()
                .filter(line -> line.kind() == EntryKind.FILE)
                .toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(files.get(files.size() - 1).symbolClass());
    }
}
