// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import dev.symkit.format.io.ByteSource;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;

/**
 * A stored file as the readers of formats take it. Closing closes the file. Thread-safe.
 *
 * @param name its path in the store, for messages
 * @param file the file
 */
public record StorageSource(String name, StorageFile file) implements ByteSource {
    /**
     * Opens a stored file.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    public static StorageSource open(StoreStorage storage, String path) throws IOException {
        return new StorageSource(path, storage.open(path));
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void read(long position, byte[] into, int at, int length) throws IOException {
        file.read(position, into, at, length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
