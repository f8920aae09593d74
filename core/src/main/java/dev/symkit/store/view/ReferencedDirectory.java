// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A key directory with its references.
 *
 * <p>A listing may tell what was there a while ago. {@code refs.ptr} is read, which every transaction changes that changes anything else in
 * the directory: only a listing with the same version of it counts. After some others each name is asked for on its own.
 *
 * @param directory what is in it
 * @param refs its references; empty if it has no {@code refs.ptr}
 */
public record ReferencedDirectory(KeyDirectory directory, Optional<RefsFile> refs) {
    private static final int LISTINGS = 3;

    static ReferencedDirectory look(StoreStorage storage, String path) throws IOException {
        String refsPath = path + "/" + RefsFile.NAME;
        for (int i = 0; i < LISTINGS; i++) {
            Map<String, StorageEntry> listed = storage.entries(path);
            Optional<StorageText> read = storage.read(refsPath, StoreView.MAX_TEXT);
            Optional<String> version = Optional.ofNullable(listed.get(RefsFile.NAME))
                    .filter(StorageEntry::isFile)
                    .map(StorageEntry::version);
            if (version.equals(read.map(text -> text.entry().version()))) {
                return of(path, listed, read);
            }
        }
        return of(path, oneByOne(storage, path), storage.read(refsPath, StoreView.MAX_TEXT));
    }

    private static ReferencedDirectory of(String path, Map<String, StorageEntry> entries, Optional<StorageText> refs) {
        return new ReferencedDirectory(new KeyDirectory(path, entries), refs.map(text -> RefsFile.parse(text.bytes())));
    }

    private static Map<String, StorageEntry> oneByOne(StoreStorage storage, String path) throws IOException {
        String name = new KeyDirectory(path, Map.of()).name();
        List<String> names = Stream.concat(
                        Stream.of(name, RefsFile.NAME, FilePointer.NAME), StoreNames.compressed(name).stream())
                .toList();
        Map<String, StorageEntry> entries = new HashMap<>();
        for (String each : names) {
            storage.statFile(path + "/" + each).ifPresent(entry -> entries.put(each, entry));
        }
        return entries;
    }
}
