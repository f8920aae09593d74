// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The file systems that the local storage is tested on. */
enum StorageKinds {
    /** In memory, like Linux. */
    UNIX,
    /** In memory, like macOS. */
    OS_X,
    /** In memory, like Windows. */
    WINDOWS,
    /** The real one. */
    REAL;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A directory that does not exist yet; {@code real} is a real temporary directory. */
    Path root(Path real) throws IOException {
        return switch (this) {
            case UNIX -> memory(Configuration.unix()).resolve("/store");
            case OS_X -> memory(Configuration.osX()).resolve("/store");
            case WINDOWS -> memory(Configuration.windows()).resolve("C:\\store");
            case REAL -> real.resolve("store");
        };
    }

    private static Path memory(Configuration configuration) {
        return Jimfs.newFileSystem("storage-" + COUNT.incrementAndGet(), configuration)
                .getPath("");
    }

    /** A new storage with its root. */
    static StoreStorage create(Path root) throws IOException {
        StoreStorage storage = StoreStorages.local(root, StorageOptions.DEFAULT);
        storage.createRoot();
        return storage;
    }
}
