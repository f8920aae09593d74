// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link StorageContract} for directories, on every kind of file system. */
@ParameterizedClass
@EnumSource
class LocalStorageContractTest extends StorageContract {
    private final StorageKinds kind;

    @TempDir
    Path real;

    LocalStorageContractTest(StorageKinds kind) {
        this.kind = kind;
    }

    @Override
    protected StoreStorage absent() throws IOException {
        return StoreStorages.local(kind.root(real).resolve("below"), StorageOptions.DEFAULT);
    }
}
