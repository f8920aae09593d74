// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;

/** Opens the storage of a server that is not mounted. */
@FunctionalInterface
public interface StorageOpener {
    /**
     * Opens a store.
     *
     * @param store {@code \\server\share\...}
     * @throws dev.symkit.store.storage.StoreException {@code NO_PLUGIN} if nothing installed can
     */
    StoreStorage open(String store) throws IOException;
}
