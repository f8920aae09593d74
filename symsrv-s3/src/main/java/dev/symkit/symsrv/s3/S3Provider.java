// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorageProvider;
import java.io.IOException;

/** Opens stores named {@code s3://bucket/prefix}. The settings are system properties {@code symsrv.s3.*}, see docs/symsrv.md. */
public final class S3Provider implements StoreStorageProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public S3Provider() {}

    @Override
    public boolean handles(String store) {
        return S3Location.is(store);
    }

    /**
     * Opens the store. The server is not asked before the store is used.
     *
     * @throws dev.symkit.store.storage.StoreException {@code NOT_A_STORE} if the text names no bucket
     */
    @Override
    public StoreStorage open(String store, StorageOptions options) throws IOException {
        S3Connection connection = new S3Connection(S3Settings.ofSystem());
        return new S3Storage(new S3Bucket(S3Location.parse(store), connection), LockClock.SYSTEM);
    }
}
