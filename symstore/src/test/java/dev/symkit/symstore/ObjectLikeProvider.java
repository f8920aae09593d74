// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.storage.ObjectLikeStorage;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorageProvider;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.nio.file.Path;

/** Stores that behave as in an object store and lie in a directory: {@code objects:///directory}. */
public final class ObjectLikeProvider implements StoreStorageProvider {
    static final String SCHEME = "objects://";

    /** For {@link java.util.ServiceLoader}. */
    public ObjectLikeProvider() {}

    @Override
    public boolean handles(String store) {
        return store.startsWith(SCHEME);
    }

    @Override
    public StoreStorage open(String store, StorageOptions options) throws IOException {
        return new ObjectLikeStorage(StoreStorages.local(Path.of(store.substring(SCHEME.length())), options));
    }
}
