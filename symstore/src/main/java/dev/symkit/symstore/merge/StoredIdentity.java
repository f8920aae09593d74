// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.merge;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StorageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads what kind of file a stored file is, of a compressed one the file inside.
 *
 * @param storage where the files are
 */
record StoredIdentity(StoreStorage storage) {
    private static final long MAX_CONTENT = 1L << 32;

    /**
     * The identity of a stored file; empty if it has none.
     *
     * @param path the file in the store
     * @param name its name when it is not compressed
     * @throws dev.symkit.format.io.FormatException if it is damaged
     */
    Optional<FileIdentity> read(String path, String name) throws IOException {
        try (ByteSource source = StorageSource.open(storage, path)) {
            Optional<CompressedFile> compressed = CompressedFile.open(source, name, MAX_CONTENT);
            if (compressed.isEmpty()) {
                return new KeyReader().identify(source);
            }
            try (ByteSource content = compressed.get().content(Path.of(System.getProperty("java.io.tmpdir")))) {
                return new KeyReader().identify(content);
            }
        }
    }
}
