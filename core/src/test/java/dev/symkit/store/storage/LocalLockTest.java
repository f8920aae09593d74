// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is only so of directories; the rest is in {@link LocalLockContractTest}. */
class LocalLockTest {
    @TempDir
    Path real;

    /** On a share, the lock file of a writer that shares it with nobody can be seen but not read; a directory behaves alike. */
    @ParameterizedTest
    @EnumSource
    void waitsForALockFileThatCannotBeRead(StorageKinds kind) throws IOException {
        Path root = kind.root(real);
        StoreStorage storage = StorageKinds.create(root);
        Path claim = Files.createDirectory(root.resolve("000Admin").resolve(LocalLock.CLAIM));
        LockContract.assertTimesOut(storage, "cannot be read");
        assertThat(claim).isDirectory();
        LockRequest request = new LockRequest(
                Duration.ofMinutes(1),
                "x",
                () -> false,
                holder -> LockContract.delete(LockContract.LockFile.at(claim)));
        try (StoreLock lock = storage.lock(request)) {
            assertThat(lock.stillHeld()).isTrue();
        }
    }

    @Test
    void stealsAtOnceWhatADeadProcessOfThisMachineLeft() throws IOException {
        Path root = real.resolve("store");
        StoreStorage storage = StorageKinds.create(root);
        Path claim = root.resolve("000Admin").resolve(LocalLock.CLAIM);
        Files.write(claim, LockText.mine(LockText.thisHost(), "symstore add").bytes(7));
        try (StoreLock lock = storage.lock(LockContract.within(Duration.ZERO, new ArrayList<>()))) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(claim).content(UTF_8).contains("cmd=second_run");
        }
        assertThat(claim).doesNotExist();
        assertThat(storage.list("000Admin")).containsExactly(".symstore.lock");
    }

    @Test
    void keepsOtherProcessesOutUntilTheyDie() throws Exception {
        Path root = real.resolve("store");
        LockHolder.assertKeepsOutUntilItDies(StorageKinds.create(root), root.toString());
    }
}
