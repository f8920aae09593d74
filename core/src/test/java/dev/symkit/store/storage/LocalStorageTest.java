// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static dev.symkit.store.storage.StorageContract.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is only so of directories; the rest is in {@link LocalStorageContractTest}. */
class LocalStorageTest {
    @TempDir
    Path real;

    @Test
    void discardsWhatDeadWritersLeftAndNothingElse() throws IOException {
        Path root = real.resolve("store");
        StoreStorage storage = StorageKinds.create(root);
        Path dead = Files.createDirectory(root.resolve("000Admin/tmp-dead"));
        Files.createFile(dead.resolve("alive"));
        Files.writeString(dead.resolve("0"), "left behind");
        Path old = Files.createFile(root.resolve("000Admin/tmp-claim-old"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        Files.createFile(root.resolve("000Admin/tmp-claim-young"));
        Files.createFile(root.resolve("000Admin/foreign"));
        try (Staging staging = storage.newStaging()) {
            String handle = stage(staging, "alive");
            StoreStorages.local(root, StorageOptions.DEFAULT).discardAbandoned(Set.of());
            assertThat(staging.intact()).isTrue();
            assertThat(dead).doesNotExist();
            assertThat(storage.publish(handle, "f", Condition.ANY)).isEqualTo(Outcome.PUBLISHED);
        }
        assertThat(storage.list("000Admin")).containsExactlyInAnyOrder("tmp-claim-young", "foreign");
    }

    @Test
    void noticesThatItsStagingWasTakenAway() throws IOException {
        Path root = real.resolve("store");
        StoreStorage storage = StorageKinds.create(root);
        try (Staging staging = storage.newStaging()) {
            String handle = stage(staging, "x");
            assertThat(staging.intact()).isTrue();
            Files.delete(root.resolve(handle));
            assertThat(staging.intact()).isFalse();
        }
    }

    @Test
    void findsTheAdministrationDirectoryInAnyCase() throws IOException {
        Path root = real.resolve("store");
        Files.createDirectories(root.resolve("000admin"));
        StoreStorage storage = StorageKinds.create(root);
        assertThat(storage.adminDirectory()).isEqualTo("000admin");
        assertThat(storage.list("")).containsExactly("000admin");
    }

    @Test
    void asksForThePluginThatAStoreNeeds() {
        for (String store : List.of("s3://bucket/x", "\\\\server\\share")) {
            assertThatThrownBy(() -> StoreStorages.open(store, Path.of("/"), StorageOptions.DEFAULT))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NO_PLUGIN));
        }
    }

    @Test
    void aDirectoryOfVeryManyFilesIsListedWhole() throws IOException {
        Path root = Jimfs.newFileSystem(Configuration.unix()).getPath("/store");
        Set<String> names = new HashSet<>();
        Files.createDirectories(root);
        for (int i = 0; i < 20_000; i++) {
            Files.createFile(root.resolve("file" + i));
            names.add("file" + i);
        }
        try (StoreStorage storage = StoreStorages.local(root, StorageOptions.DEFAULT)) {
            assertThat(storage.list("")).hasSize(names.size()).containsAll(names);
        }
    }
}
