// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;

/** Opens stores of one form, chosen by how the store's name looks. Found with {@link java.util.ServiceLoader}. */
public interface StoreStorageProvider {

    /** Whether this provider opens stores named like {@code store}, for example {@code s3://bucket/prefix}. */
    boolean handles(String store);

    /** Opens the store; it need not exist yet. */
    StoreStorage open(String store, StorageOptions options) throws IOException;
}
