// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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

    static String text(StoreStorage storage, String path) throws IOException {
        return new String(storage.readAll(path, 1000).orElse("absent".getBytes(UTF_8)), UTF_8);
    }

    static String stage(Staging staging, String text) throws IOException {
        return staging.stage("x", StagedContent.of(text.getBytes(UTF_8)), Optional.empty());
    }

    static LockRequest patient() {
        return new LockRequest(Duration.ofMinutes(1), "test run", () -> false, holder -> {});
    }
}
