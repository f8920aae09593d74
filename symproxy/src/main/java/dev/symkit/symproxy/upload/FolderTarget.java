// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.route.Leaf;
import java.io.IOException;
import java.nio.file.Files;

/**
 * The store is the directory itself.
 *
 * @param directory which is served
 */
public record FolderTarget(StoreDirectory directory) implements UploadTarget {
    @Override
    public StoreStorage storage() throws IOException {
        return StoreStorages.local(directory.root(), StorageOptions.DEFAULT);
    }

    @Override
    public void changed(SymbolKey key, String path) {
        directory.forget(key);
        directory.added(key, directory.root().resolve(path));
    }

    /** Nothing to do: whoever asks for a file finds that it is gone. */
    @Override
    public void deleted() {}

    @Override
    public boolean has(SymbolKey asked) {
        directory.find(asked, Leaf.FILE); // notes what was put there meanwhile
        return directory.index().files(asked.canonical()).stream()
                .map(file -> directory.root().resolve(file.path()).resolveSibling(RefsFile.NAME))
                .anyMatch(Files::exists);
    }
}
