// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link LockContract} for directories, on every kind of file system. */
@ParameterizedClass
@EnumSource
class LocalLockContractTest extends LockContract {
    private final StorageKinds kind;
    private Path root = Path.of("");

    LocalLockContractTest(StorageKinds kind) {
        this.kind = kind;
    }

    @BeforeEach
    void choose(@TempDir Path real) throws IOException {
        root = kind.root(real);
    }

    @Override
    protected StoreStorage storage() throws IOException {
        return StoreStorages.local(root, StorageOptions.DEFAULT);
    }

    @Override
    protected LockFile claim() {
        return LockFile.at(root.resolve("000Admin").resolve(LocalLock.CLAIM));
    }

    @Override
    protected String holderHere() {
        return "another thread";
    }
}
