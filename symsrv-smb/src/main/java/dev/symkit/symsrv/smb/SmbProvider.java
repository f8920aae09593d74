// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorageProvider;
import java.io.IOException;

/** Opens stores named {@code \\server\share\...}. The settings are system properties {@code symsrv.smb.*}, see docs/symstore.md. */
public final class SmbProvider implements StoreStorageProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public SmbProvider() {}

    @Override
    public boolean handles(String store) {
        return SmbLocation.is(store);
    }

    /**
     * Opens the store. The server is not asked before the store is used.
     *
     * @throws dev.symkit.store.storage.StoreException {@code NOT_A_STORE} if the text names no share
     */
    @Override
    public StoreStorage open(String store, StorageOptions options) throws IOException {
        SmbLocation location = SmbLocation.parse(store);
        SmbSettings settings = new SmbSettings(name -> System.getProperty(name, ""), System.getenv());
        return new SmbStorage(new SmbShare(location, settings), location.directory(), options, LockClock.SYSTEM);
    }
}
