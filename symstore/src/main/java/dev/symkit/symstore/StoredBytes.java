// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.format.io.ByteSource;
import dev.symkit.store.storage.StorageFile;
import java.io.IOException;

/**
 * The bytes of a stored file.
 *
 * @param name its path in the store
 * @param file the open file
 */
record StoredBytes(String name, StorageFile file) implements ByteSource {
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
