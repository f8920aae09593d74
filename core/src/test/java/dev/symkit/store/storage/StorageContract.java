// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store needs from any storage (symbol-store-format 8.1). Each implementation has a test that extends this one. */
public abstract class StorageContract {
    private final List<StoreStorage> open = new ArrayList<>();

    /** A storage for a place that is not there yet, nor the directory above it. */
    protected abstract StoreStorage absent() throws IOException;

    /** The contract is for subclasses. */
    protected StorageContract() {}

    @AfterEach
    void closeAll() throws IOException {
        for (StoreStorage storage : open) {
            storage.close();
        }
    }

    private StoreStorage create() throws IOException {
        StoreStorage storage = absent();
        open.add(storage);
        storage.createRoot();
        return storage;
    }

    /** The text of a file, or {@code absent}. */
    public static String text(StoreStorage storage, String path) throws IOException {
        return new String(storage.readAll(path, 1000).orElse("absent".getBytes(UTF_8)), UTF_8);
    }

    /** Stages a text. */
    public static String stage(Staging staging, String text) throws IOException {
        return staging.stage("x", StagedContent.of(text.getBytes(UTF_8)), Optional.empty());
    }

    /** The version of a file. */
    public static String version(StoreStorage storage, String path) throws IOException {
        return storage.stat(path).orElseThrow().version();
    }

    private static StorageEntry entry(StoreStorage storage, String directory, String name) throws IOException {
        return Optional.ofNullable(storage.entries(directory).get(name)).orElseThrow();
    }

    /** Waits for the lock for a minute, as {@code test run}. */
    public static LockRequest patient() {
        return new LockRequest(Duration.ofMinutes(1), "test run", () -> false, holder -> {});
    }

    @Test
    void publishesWholeFilesOnce() throws IOException {
        StoreStorage storage = create();
        try (Staging staging = storage.newStaging()) {
            String first = stage(staging, "one");
            assertThat(storage.stat("a/b/c.txt")).isEmpty();
            assertThat(storage.publish(first, "a/b/c.txt", Condition.ANY)).isEqualTo(Outcome.PUBLISHED);
            assertThat(text(storage, "a/b/c.txt")).isEqualTo("one");
            assertThat(storage.publish(first, "a/b/c.txt", Condition.ANY)).isEqualTo(Outcome.GONE);
            assertThat(storage.publish(first, "other/c.txt", Condition.IF_ABSENT))
                    .isEqualTo(Outcome.GONE);
            assertThat(storage.stat("other/c.txt")).isEmpty();
            assertThat(staging.intact()).isTrue();

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

    @Test
    void publishesOverTheVersionItWasToldOnly() throws IOException {
        StoreStorage storage = create();
        try (Staging staging = storage.newStaging()) {
            storage.publish(stage(staging, "one"), "c.txt", Condition.ANY);
            String old = version(storage, "c.txt");
            assertThat(version(storage, "c.txt")).isEqualTo(old);
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

    @Test
    void claimsOnce() throws Exception {
        StoreStorage storage = create();
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

    @Test
    void removesOneVersionAndEmptyDirectories() throws IOException {
        StoreStorage storage = create();
        storage.makeDirectory("a/b");
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

    @Test
    void absentPathsAreValues() throws IOException {
        StoreStorage storage = absent();
        open.add(storage);
        assertThat(storage.stat("")).isEmpty();
        assertThat(storage.list("")).isEmpty();
        storage.createRoot();
        storage.createRoot();
        storage.claim("file", "content".getBytes(UTF_8));
        assertThat(storage.stat(""))
                .hasValueSatisfying(entry -> assertThat(entry.isDirectory()).isTrue());
        assertThat(storage.stat("file")).hasValueSatisfying(entry -> {
            assertThat(entry.isFile()).isTrue();
            assertThat(entry.size()).isEqualTo(7);
        });
        assertThat(storage.list("file")).isEmpty();
        assertThat(storage.list("none/none")).isEmpty();
        assertThat(storage.readAll("none", 1)).isEmpty();
        assertThatThrownBy(() -> storage.open("none")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.readAll("file", 6))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED));
        assertThatThrownBy(() -> storage.stat("../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    protected void nothingIsBelowAFile() throws IOException {
        StoreStorage storage = create();
        storage.claim("file", "content".getBytes(UTF_8));
        assertThat(storage.stat("file/below")).isEmpty();
    }

    @Test
    void readsRangesOfOneVersion() throws IOException {
        StoreStorage storage = create();
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

    @Test
    void keepsTheTimeAStagedFileIsToHave() throws IOException {
        StoreStorage storage = create();
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage("f", StagedContent.of(new byte[3]), Optional.of(time));
            storage.sync(List.of(handle, "000Admin", "none"));
            storage.publish(handle, "f", Condition.ANY);
        }
        assertThat(storage.stat("f").orElseThrow().modified()).isEqualTo(time);
    }

    @Test
    void givesUpStagingThatFailsOrIsNotPublished() throws IOException {
        StoreStorage storage = create();
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
        StoreStorage storage = create();
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
    void stagesOutsideTheAdministrationDirectory() throws IOException {
        StoreStorage storage = absent();
        open.add(storage);
        try (Staging staging = storage.newLayoutStaging();
                Staging second = storage.newLayoutStaging()) {
            storage.publish(stage(staging, "one"), "a/1/a", Condition.IF_ABSENT);
            storage.publish(stage(second, "two"), "a/2/a", Condition.IF_ABSENT);
        }
        assertThat(storage.list("")).containsExactly("a");
        assertThat(text(storage, "a/1/a") + text(storage, "a/2/a")).isEqualTo("onetwo");
    }

    @Test
    protected void movesWholeDirectoriesToWhereNothingIs() throws IOException {
        StoreStorage storage = create();
        storage.makeDirectory("a/b");
        storage.claim("a/b/c.txt", "x".getBytes(UTF_8));
        storage.makeDirectory("there");
        storage.claim(
                "there/d.txt", "y".getBytes(UTF_8)); // in an object store a directory is what has objects below it
        assertThat(storage.move("none", "x")).isEqualTo(Move.ABSENT);
        assertThat(storage.move("a/b", "there")).isEqualTo(Move.OCCUPIED);
        assertThat(storage.move("a/b", "there/b")).isEqualTo(Move.MOVED);
        assertThat(text(storage, "there/b/c.txt")).isEqualTo("x");
        assertThat(text(storage, "there/d.txt")).isEqualTo("y");
        assertThat(storage.list("a")).isEmpty();
    }

    @Test
    void looksAtAWholeDirectoryAtOnce() throws IOException {
        StoreStorage storage = create();
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage("a/1/a.pdb", StagedContent.of(new byte[3]), Optional.of(time));
            storage.publish(handle, "a/1/a.pdb", Condition.IF_ABSENT);
            storage.publish(stage(staging, "lines"), "a/1/refs.ptr", Condition.IF_ABSENT);
            storage.publish(stage(staging, "deeper"), "a/1/more/x", Condition.IF_ABSENT);
            storage.publish(stage(staging, "beside"), "a/12/a.pdb", Condition.IF_ABSENT);
        }
        Map<String, StorageEntry> entries = storage.entries("a/1");
        assertThat(entries).containsOnlyKeys("a.pdb", "refs.ptr", "more");
        assertThat(entry(storage, "a/1", "a.pdb").isFile()).isTrue();
        assertThat(entry(storage, "a/1", "a.pdb").size()).isEqualTo(3);
        assertThat(entry(storage, "a/1", "a.pdb").hasVersion(version(storage, "a/1/a.pdb")))
                .isTrue();
        assertThat(entry(storage, "a/1", "refs.ptr").size()).isEqualTo(5);
        assertThat(entry(storage, "a/1", "more").isDirectory()).isTrue();
        assertThat(storage.entries("a")).containsOnlyKeys("1", "12");
        assertThat(storage.entries("none/none")).isEmpty();
        assertThat(storage.entries("a/1/a.pdb")).isEmpty();
    }

    @Test
    void theVersionOfADirectorysEntryIsThatOfOneMoment() throws IOException {
        StoreStorage storage = create();
        storage.makeDirectory("a");
        storage.claim("a/x", "one".getBytes(UTF_8));
        StorageEntry old = entry(storage, "a", "x");
        try (Staging staging = storage.newStaging()) {
            assertThat(storage.publish(stage(staging, "second"), "a/x", Condition.ifVersion(old.version())))
                    .isEqualTo(Outcome.PUBLISHED);
            assertThat(storage.publish(stage(staging, "three"), "a/x", Condition.ifVersion(old.version())))
                    .isEqualTo(Outcome.GONE);
        }
        assertThat(entry(storage, "a", "x").hasVersion(old.version())).isFalse();
        assertThat(text(storage, "a/x")).isEqualTo("second");
    }

    @Test
    void removesAFileInWhateverVersionItHas() throws IOException {
        StoreStorage storage = create();
        storage.makeDirectory("a");
        storage.claim("a/x", "one".getBytes(UTF_8));
        assertThat(storage.remove("a/x")).isTrue();
        assertThat(storage.stat("a/x")).isEmpty();
        assertThat(storage.remove("a/x")).isTrue();
        assertThat(storage.remove("none/none")).isTrue();
    }
}
