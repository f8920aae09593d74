// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static dev.symkit.store.storage.StorageKinds.stage;
import static dev.symkit.store.storage.StorageKinds.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStorageTest {
    @TempDir
    Path real;

    private static String version(StoreStorage storage, String path) throws IOException {
        return storage.stat(path).orElseThrow().version();
    }

    @ParameterizedTest
    @EnumSource
    void publishesWholeFilesOnce(StorageKinds kind) throws IOException {
        Path root = kind.root(real);
        StoreStorage storage = StorageKinds.create(root);
        try (Staging staging = storage.newStaging()) {
            String first = stage(staging, "one");
            assertThat(storage.stat("a/b/c.txt")).isEmpty();
            assertThat(storage.publish(first, "a/b/c.txt", Condition.ANY)).isEqualTo(Outcome.PUBLISHED);
            assertThat(text(storage, "a/b/c.txt")).isEqualTo("one");
            assertThat(storage.publish(first, "a/b/c.txt", Condition.ANY)).isEqualTo(Outcome.GONE);
            assertThat(storage.publish(first, "other/c.txt", Condition.IF_ABSENT))
                    .isEqualTo(Outcome.GONE);
            assertThat(storage.stat("other/c.txt")).isEmpty();

            String second = stage(staging, "two");
            assertThat(storage.publish(second, "a/b/c.txt", Condition.IF_ABSENT))
                    .isEqualTo(Outcome.GONE);
            assertThat(text(storage, "a/b/c.txt")).isEqualTo("one");
            String third = stage(staging, "three");
            assertThat(storage.publish(third, "a/b/c.txt", Condition.ANY)).isEqualTo(Outcome.PUBLISHED);
            String fourth = stage(staging, "four");
            assertThat(storage.publish(fourth, "new/d.txt", Condition.IF_ABSENT))
                    .isEqualTo(Outcome.PUBLISHED);
        }
        assertThat(text(storage, "a/b/c.txt")).isEqualTo("three");
        assertThat(text(storage, "new/d.txt")).isEqualTo("four");
        assertThat(storage.list("000Admin")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void publishesOverTheVersionItWasToldOnly(StorageKinds kind) throws IOException {
        StoreStorage storage = StorageKinds.create(kind.root(real));
        try (Staging staging = storage.newStaging()) {
            storage.publish(stage(staging, "one"), "c.txt", Condition.ANY);
            String old = version(storage, "c.txt");
            String next = stage(staging, "second");
            assertThat(storage.publish(next, "c.txt", Condition.ifVersion(old))).isEqualTo(Outcome.PUBLISHED);
            assertThat(version(storage, "c.txt")).isNotEqualTo(old);
            String late = stage(staging, "late");
            assertThat(storage.publish(late, "c.txt", Condition.ifVersion(old))).isEqualTo(Outcome.GONE);
            assertThat(storage.publish(late, "none.txt", Condition.ifVersion(old)))
                    .isEqualTo(Outcome.GONE);
            assertThat(text(storage, "c.txt")).isEqualTo("second");
            assertThat(storage.stat("none.txt")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void claimsOnce(StorageKinds kind) throws Exception {
        StoreStorage storage = StorageKinds.create(kind.root(real));
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 10; round++) {
                String path = "000Admin/claim" + round;
                List<Future<Boolean>> claims = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    byte[] content = ("thread " + i).getBytes(UTF_8);
                    claims.add(pool.submit(() -> {
                        start.await();
                        return storage.claim(path, content);
                    }));
                }
                List<String> winners = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    if (claims.get(i).get()) {
                        winners.add("thread " + i);
                    }
                }
                assertThat(winners).containsExactly(text(storage, path));
            }
        } finally {
            pool.shutdown();
        }
        assertThat(storage.list("000Admin")).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource
    void removesOneVersionAndEmptyDirectories(StorageKinds kind) throws IOException {
        StoreStorage storage = StorageKinds.create(kind.root(real));
        storage.makeDirectory("a/b");
        storage.claim("a/b/c.txt", "x".getBytes(UTF_8));
        String version = version(storage, "a/b/c.txt");
        assertThat(storage.remove("a/b/c.txt", version + "?")).isTrue();
        storage.removeEmpty("a/b");
        assertThat(text(storage, "a/b/c.txt")).isEqualTo("x");
        assertThat(storage.remove("a/b/c.txt", version)).isTrue();
        assertThat(storage.remove("a/b/c.txt", version)).isTrue();
        storage.removeEmpty("a/b");
        storage.removeEmpty("a/b");
        assertThat(storage.list("a")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void absentPathsAreValues(StorageKinds kind) throws IOException {
        Path root = kind.root(real);
        StoreStorage none = StoreStorages.local(root, StorageOptions.DEFAULT);
        assertThat(none.stat("")).isEmpty();
        assertThat(none.list("")).isEmpty();
        StoreStorage storage = StorageKinds.create(root);
        storage.claim("file", "content".getBytes(UTF_8));
        assertThat(storage.stat(""))
                .hasValueSatisfying(entry -> assertThat(entry.isDirectory()).isTrue());
        assertThat(storage.stat("file")).hasValueSatisfying(entry -> {
            assertThat(entry.isFile()).isTrue();
            assertThat(entry.size()).isEqualTo(7);
        });
        assertThat(storage.stat("file/below")).isEmpty();
        assertThat(storage.list("file")).isEmpty();
        assertThat(storage.list("none/none")).isEmpty();
        assertThat(storage.readAll("none", 1)).isEmpty();
        assertThatThrownBy(() -> storage.open("none")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.readAll("file", 6))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED));
        assertThatThrownBy(() -> storage.stat("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void readsRangesOfOneVersion(StorageKinds kind) throws IOException {
        StoreStorage storage = StorageKinds.create(kind.root(real));
        storage.claim("file", "0123456789".getBytes(UTF_8));
        try (StorageFile file = storage.open("file")) {
            byte[] into = new byte[6];
            file.read(3, into, 1, 4);
            assertThat(into).isEqualTo(new byte[] {0, '3', '4', '5', '6', 0});
            assertThat(file.size()).isEqualTo(10);
            assertThat(file.version()).isEqualTo(version(storage, "file"));
            assertThatThrownBy(() -> file.read(8, into, 0, 3)).isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheTimeAStagedFileIsToHave(StorageKinds kind) throws IOException {
        StoreStorage storage = StorageKinds.create(kind.root(real));
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage("f", StagedContent.of(new byte[3]), Optional.of(time));
            storage.sync(List.of(handle, "000Admin", "none"));
            storage.publish(handle, "f", Condition.ANY);
        }
        assertThat(storage.stat("f").orElseThrow().modified()).isEqualTo(time);
    }

    @ParameterizedTest
    @EnumSource
    void givesUpStagingThatFailsOrIsNotPublished(StorageKinds kind) throws IOException {
        StoreStorage storage = StorageKinds.create(kind.root(real));
        try (Staging staging = storage.newStaging()) {
            stage(staging, "never published");
            StagedContent broken = out -> {
                out.write(1);
                throw new SourceException("source is gone");
            };
            assertThatThrownBy(() -> staging.stage("f", broken, Optional.empty()))
                    .isInstanceOf(SourceException.class)
                    .hasMessage("source is gone");
            assertThat(staging.intact()).isTrue();
        }
        assertThat(storage.list("000Admin")).isEmpty();
    }

    @Test
    void keepsStagingThatACommittedPlanNames() throws IOException {
        StoreStorage storage = StorageKinds.create(real.resolve("store"));
        String handle;
        try (Staging staging = storage.newStaging()) {
            handle = stage(staging, "later");
            staging.committed(true);
        }
        storage.discardAbandoned(Set.of(handle));
        assertThat(storage.publish(handle, "f", Condition.ANY)).isEqualTo(Outcome.PUBLISHED);
        storage.discardAbandoned(Set.of());
        assertThat(text(storage, "f")).isEqualTo("later");
        assertThat(storage.list("000Admin")).isEmpty();
    }

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
