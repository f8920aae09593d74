// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;

/** The store that uploads go to. Thread-safe. */
public interface UploadTarget {
    /** Where it is. */
    StoreStorage storage() throws IOException;

    /**
     * A file was stored.
     *
     * @param key canonical
     * @param path of it, relative to the root
     */
    void changed(SymbolKey key, String path);

    /** A transaction was deleted. */
    void deleted();

    /** Whether a transaction holds a file of a key; a copy that came from upstream may go at any time. */
    boolean has(SymbolKey asked) throws IOException;
}
