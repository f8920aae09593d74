// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static com.hierynomus.mssmb2.SMB2CreateDisposition.FILE_OPEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hierynomus.mssmb2.SMB2ShareAccess;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.Move;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageContract;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store needs from its storage (symbol-store-format 8.1), against a Samba server. */
class SmbStorageIT extends StorageContract {
    @TempDir
    private static Path directory;

    private static SmbScene scene;

    @BeforeAll
    static void start() throws Exception {
        scene = new SmbScene(directory);
    }

    @AfterAll
    static void stop() {
        if (scene != null) {
            scene.close();
        }
    }

    @Override
    protected StoreStorage absent() throws IOException {
        return scene.open(scene.fresh() + "/below");
    }

    @Test
    void namesHaveMoreThanOneSpelling() throws IOException {
        try (StoreStorage storage = scene.create(scene.fresh())) {
            assertThat(storage.isCaseSensitive()).isFalse();
        }
    }

    @Test
    void movesNoDirectoryWithAFileThatIsOpen() throws IOException {
        try (StoreStorage storage = scene.create(scene.fresh())) {
            storage.makeDirectory("a/b");
            storage.claim("a/b/c.txt", "x".getBytes(UTF_8));
            try (StorageFile reader = storage.open("a/b/c.txt")) {
                assertThat(storage.move("a/b", "d")).isEqualTo(Move.IN_USE);
                assertThat(reader.size()).isEqualTo(1);
            }
            assertThat(storage.move("a/b", "d")).isEqualTo(Move.MOVED);
        }
    }

    /**
     * Replacing is refused while the file is open, and works when it is closed (symbol-store-format 8.1). Samba looks at its own connection
     * only (observed, 4.17), a Windows server at all of them (documented: FileRenameInformation).
     */
    @Test
    void doesNotReplaceWhatIsOpen() throws IOException {
        try (StoreStorage storage = scene.create(scene.fresh());
                Staging staging = storage.newStaging()) {
            storage.claim("c.txt", "one".getBytes(UTF_8));
            String version = version(storage, "c.txt");
            String any = stage(staging, "two");
            String conditional = stage(staging, "three");
            try (StorageFile reader = storage.open("c.txt")) {
                assertThat(storage.publish(any, "c.txt", Condition.ANY)).isEqualTo(Outcome.IN_USE);
                assertThat(storage.publish(conditional, "c.txt", Condition.ifVersion(version)))
                        .isEqualTo(Outcome.IN_USE);
                assertThat(storage.publish(any, "c.txt", Condition.IF_ABSENT)).isEqualTo(Outcome.GONE);
                assertThat(content(reader, 3)).isEqualTo("one");
            }
            assertThat(storage.publish(conditional, "c.txt", Condition.ifVersion(version)))
                    .isEqualTo(Outcome.PUBLISHED);
            assertThat(storage.publish(any, "c.txt", Condition.ANY)).isEqualTo(Outcome.PUBLISHED);
            assertThat(text(storage, "c.txt")).isEqualTo("two");
        }
    }

    private static String content(StorageFile file, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.read(0, bytes, 0, length);
        return new String(bytes, UTF_8);
    }

    @Test
    void readersOnOtherConnectionsKeepTheVersionTheyOpened() throws IOException {
        String name = scene.fresh();
        try (StoreStorage storage = scene.create(name);
                StoreStorage other = scene.open(name);
                Staging staging = storage.newStaging()) {
            storage.claim("c.txt", "one".getBytes(UTF_8));
            try (StorageFile reader = other.open("c.txt")) {
                assertThat(storage.publish(stage(staging, "two"), "c.txt", Condition.ANY))
                        .isEqualTo(Outcome.PUBLISHED);
                assertThat(content(reader, 3)).isEqualTo("one");
                assertThat(text(other, "c.txt")).isEqualTo("two");
            }
        }
    }

    /** As programs on Windows do that think of no others. */
    @Test
    void doesNotRemoveWhatAReaderDoesNotLetGoOf() throws IOException {
        String name = scene.fresh();
        SmbMode selfish = new SmbMode(
                SmbMode.READ.access(), Set.of(SMB2ShareAccess.FILE_SHARE_READ), FILE_OPEN, SmbMode.READ.options());
        try (StoreStorage storage = scene.create(name);
                SmbShare share = scene.share(name)) {
            storage.claim("c.txt", "one".getBytes(UTF_8));
            String version = version(storage, "c.txt");
            try (SmbHandle reader = share.open(name + "\\c.txt", selfish)) {
                assertThat(storage.remove("c.txt", version)).isFalse();
                assertThat(storage.move("c.txt", "d.txt")).isEqualTo(Move.IN_USE);
                assertThat(reader.info().size()).isEqualTo(3);
                assertThat(text(storage, "c.txt")).isEqualTo("one");
            }
            assertThat(storage.remove("c.txt", version)).isTrue();
            assertThat(storage.stat("c.txt")).isEmpty();
        }
    }

    @Test
    void whatIsRemovedUnderAReaderIsGoneAtOnceAndStaysReadable() throws IOException {
        try (StoreStorage storage = scene.create(scene.fresh())) {
            storage.claim("c.txt", "old".getBytes(UTF_8));
            try (StorageFile reader = storage.open("c.txt")) {
                assertThat(storage.remove("c.txt", reader.version())).isTrue();
                assertThat(storage.stat("c.txt")).isEmpty();
                assertThatThrownBy(() -> storage.open("c.txt")).isInstanceOf(NoSuchFileException.class);
                assertThat(storage.remove("c.txt", reader.version())).isTrue();
                assertThat(content(reader, 3)).isEqualTo("old");
            }
            assertThat(storage.list("")).containsExactly("000Admin");
        }
    }

    @Test
    void namesThatNoShareCanHoldAreNowhereAndCannotBeMade() throws IOException {
        try (StoreStorage storage = scene.create(scene.fresh());
                Staging staging = storage.newStaging()) {
            storage.claim("file", "content".getBytes(UTF_8));
            String handle = stage(staging, "x");
            for (String odd : List.of("file:stream", "a\\b", "a*", "a?", "dot.", "blank ", "tab\t")) {
                assertThat(storage.stat(odd)).as(odd).isEmpty();
                assertThat(storage.list(odd)).as(odd).isEmpty();
                assertThatThrownBy(() -> storage.open(odd)).as(odd).isInstanceOf(NoSuchFileException.class);
                assertThatThrownBy(() -> storage.makeDirectory(odd + "/1"))
                        .as(odd)
                        .isInstanceOf(FileSystemException.class)
                        .hasMessageContaining("cannot be a name on a share");
                assertThatThrownBy(() -> storage.publish(handle, odd, Condition.ANY))
                        .as(odd)
                        .isInstanceOf(FileSystemException.class);
            }
            assertThat(storage.list("")).containsExactlyInAnyOrder("000Admin", "file");
        }
    }

    @Test
    void keepsTheBytesAndTheTimeOfALargeFile() throws IOException {
        byte[] bytes = new byte[9_000_001]; // more than one request of any size
        new Random(1).nextBytes(bytes);
        Instant time = Instant.parse("2001-02-03T04:05:06.1234567Z");
        String name = scene.fresh();
        try (StoreStorage storage = scene.create(name);
                Staging staging = storage.newStaging()) {
            StagedContent content = out -> {
                out.write(bytes[0]);
                out.write(bytes, 1, 4_000_000);
                for (int at = 4_000_001; at < bytes.length; at += 100_000) {
                    out.write(bytes, at, Math.min(100_000, bytes.length - at));
                }
            };
            String handle = staging.stage("f", content, Optional.of(time));
            storage.sync(List.of(handle, "000Admin", "none"));
            storage.publish(handle, "f", Condition.ANY);
            assertThat(storage.stat("f").orElseThrow().modified()).isEqualTo(time);
            byte[] read = new byte[bytes.length];
            try (StorageFile file = storage.open("f")) {
                file.read(0, read, 0, read.length);
            }
            assertThat(Arrays.equals(read, bytes)).isTrue();
        }
        assertThat(Arrays.equals(Files.readAllBytes(scene.disk(name).resolve("f")), bytes))
                .isTrue();
    }

    @Test
    void discardsWhatDeadWritersLeftAndNothingElse() throws IOException {
        String name = scene.fresh();
        Path root = scene.disk(name);
        try (StoreStorage storage = scene.create(name);
                StoreStorage other = scene.open(name);
                StoreStorage onTheServer = StoreStorages.local(root, StorageOptions.DEFAULT);
                Staging local = onTheServer.newStaging()) {
            Path dead = Files.createDirectory(root.resolve("000Admin/tmp-dead"));
            Files.createFile(dead.resolve("alive"));
            Files.writeString(dead.resolve("0"), "left behind");
            Path old = Files.createFile(root.resolve("000Admin/tmp-claim-old"));
            Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
            Files.createFile(root.resolve("000Admin/tmp-claim-young"));
            Files.createFile(root.resolve("000Admin/foreign"));
            String localHandle = stage(local, "by a writer on the server");
            try (Staging staging = storage.newStaging()) {
                String handle = stage(staging, "alive");
                other.discardAbandoned(Set.of());
                assertThat(staging.intact()).isTrue();
                assertThat(dead).doesNotExist();
                assertThat(local.intact()).isTrue();
                onTheServer.discardAbandoned(Set.of());
                assertThat(staging.intact()).as("the other way round").isTrue();
                assertThat(storage.publish(handle, "f", Condition.ANY)).isEqualTo(Outcome.PUBLISHED);
                assertThat(storage.publish(localHandle, "g", Condition.ANY)).isEqualTo(Outcome.PUBLISHED);
            }
            assertThat(text(onTheServer, "f")).isEqualTo("alive");
        }
        try (StoreStorage storage = scene.open(name)) {
            assertThat(storage.list("000Admin")).containsExactlyInAnyOrder("tmp-claim-young", "foreign");
        }
    }

    @Test
    void discardsTheStagingOfAWriterWhoseConnectionIsGone() throws IOException {
        String name = scene.fresh();
        try (StoreStorage storage = scene.create(name)) {
            StoreStorage dead = scene.open(name);
            Staging staging = dead.newStaging();
            stage(staging, "x");
            dead.close();
            storage.discardAbandoned(Set.of());
            assertThat(storage.list("000Admin")).isEmpty();
        }
    }

    @Test
    void listsVeryManyFiles() throws IOException {
        String name = scene.fresh();
        Set<String> names = new HashSet<>();
        Path disk = Files.createDirectories(scene.disk(name));
        for (int i = 0; i < 5_000; i++) {
            String each = "a rather long name of a file, number " + i + ".pdb";
            Files.createFile(disk.resolve(each));
            names.add(each);
        }
        try (StoreStorage storage = scene.open(name)) {
            assertThat(storage.list("")).hasSize(names.size()).containsAll(names);
        }
    }
}
