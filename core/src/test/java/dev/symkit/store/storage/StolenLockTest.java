// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.tx.AddResult;
import dev.symkit.store.tx.TestEngine;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks of other hosts, which are stolen when they have not changed for 120 s. The time is made up. */
class StolenLockTest {
    private static final Duration STALE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(250);

    /** Only passes while somebody sleeps. */
    private static final class FakeTime implements LockClock {
        private final long pace;
        private long now = Long.MAX_VALUE - 1000; // as a monotonic clock may, it overflows
        private long slept;
        private Step onSleep = () -> {};
        private Step onNextLook = () -> {};

        FakeTime() {
            this(1);
        }

        /** A sleep lasts {@code pace} times as long as it was meant to. */
        FakeTime(long pace) {
            this.pace = pace;
        }

        @Override
        public long nanos() {
            Step step = onNextLook;
            onNextLook = () -> {};
            step.take();
            return now;
        }

        @Override
        public void sleep(long nanos) {
            now += nanos * pace;
            slept += nanos * pace;
            onSleep.take();
        }

        Duration slept() {
            return Duration.ofNanos(slept);
        }
    }

    /** Part of a test. */
    private interface Step {
        void run() throws IOException;

        default void take() {
            try {
                run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static LocalMachine machine(String host, LockClock time) {
        Semaphore mutex = new Semaphore(1);
        return new LocalMachine(() -> host, root -> mutex, time);
    }

    private static StoreStorage storage(Path root, String host, LockClock time) throws IOException {
        StoreStorage storage = new LocalStorage(root, StorageOptions.DEFAULT, machine(host, time));
        storage.createRoot();
        return storage;
    }

    private static Path root(StorageKinds kind) throws IOException {
        return kind.root(Path.of("unused"));
    }

    private static byte[] foreign(long beat) {
        return new LockText("1-2-3", "elsewhere", 1, "u", Instant.EPOCH, "symstore_add").bytes(beat);
    }

    private static boolean isForeign(Path claim, long beat) throws IOException {
        return Files.readString(claim, ISO_8859_1).equals(new String(foreign(beat), ISO_8859_1));
    }

    @ParameterizedTest
    @EnumSource(names = "REAL", mode = EnumSource.Mode.EXCLUDE)
    void isStolenOnlyAfter120SecondsWithoutAChange(StorageKinds kind) throws IOException {
        FakeTime time = new FakeTime();
        Path root = root(kind);
        StoreStorage storage = storage(root, "here", time);
        Path claim = Files.write(root.resolve("000Admin").resolve(LocalLock.CLAIM), foreign(0));
        time.onSleep = () ->
                assertThat(isForeign(claim, 0)).as("after %s", time.slept()).isTrue();
        try (StoreLock lock = storage.lock(TestEngine.patient())) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(claim).content(UTF_8).contains(" host=here ");
        }
        assertThat(time.slept()).isBetween(STALE, STALE.plus(POLL));
        assertThat(storage.list("000Admin")).containsExactly(".symstore.lock");
    }

    @ParameterizedTest
    @EnumSource(names = "REAL", mode = EnumSource.Mode.EXCLUDE)
    void isNotStolenWhileItIsRenewed(StorageKinds kind) throws IOException {
        FakeTime time = new FakeTime();
        Path root = root(kind);
        StoreStorage storage = storage(root, "here", time);
        Path claim = Files.write(root.resolve("000Admin").resolve(LocalLock.CLAIM), foreign(0));
        Duration renewal = Duration.ofSeconds(119);
        List<Duration> renewed = new ArrayList<>();
        time.onSleep = () -> {
            assertThat(isForeign(claim, renewed.size()))
                    .as("after %s", time.slept())
                    .isTrue();
            if (renewed.size() < 3 && time.slept().compareTo(renewal.multipliedBy(renewed.size() + 1)) >= 0) {
                renewed.add(time.slept());
                Files.write(claim, foreign(renewed.size()));
            }
        };
        storage.lock(TestEngine.patient()).close();
        assertThat(renewed).hasSize(3);
        assertThat(time.slept().minus(renewed.get(2))).isBetween(STALE, STALE.plus(POLL));
    }

    @ParameterizedTest
    @EnumSource(names = "REAL", mode = EnumSource.Mode.EXCLUDE)
    void isPutBackIfItWasRenewedJustBeforeItWasStolen(StorageKinds kind) throws IOException {
        FakeTime time = new FakeTime();
        Path root = root(kind);
        StoreStorage storage = storage(root, "here", time);
        Path claim = Files.write(root.resolve("000Admin").resolve(LocalLock.CLAIM), foreign(0));
        List<Duration> renewed = new ArrayList<>();
        time.onSleep = () -> {
            if (renewed.isEmpty() && time.slept().compareTo(STALE) > 0) {
                time.onNextLook = () -> { // the claim has been read, and its age is being worked out
                    renewed.add(time.slept());
                    Files.write(claim, foreign(1));
                };
            } else if (!renewed.isEmpty()) {
                assertThat(isForeign(claim, 1)).as("after %s", time.slept()).isTrue();
            }
        };
        storage.lock(TestEngine.patient()).close();
        assertThat(renewed).hasSize(1);
        assertThat(time.slept().minus(renewed.get(0))).isBetween(STALE, STALE.plus(POLL));
        assertThat(storage.list("000Admin")).containsExactly(".symstore.lock");
    }

    @ParameterizedTest
    @EnumSource(names = "REAL", mode = EnumSource.Mode.EXCLUDE)
    void theFirstHolderNoticesAndLeavesTheThiefsLockAlone(StorageKinds kind) throws IOException {
        Path root = root(kind);
        StoreLock first = storage(root, "first", new FakeTime()).lock(TestEngine.patient());
        try (StoreLock thief = storage(root, "thief", new FakeTime()).lock(TestEngine.patient())) {
            assertThat(first.stillHeld()).isFalse();
            assertThat(thief.stillHeld()).isTrue();
            first.close();
            assertThat(thief.stillHeld()).isTrue();
        }
        assertThat(root.resolve("000Admin").resolve(LocalLock.CLAIM)).doesNotExist();
    }

    /** A storage whose writer is suspended once, while it holds the lock, before the n-th change it makes. */
    private static final class Suspended extends ForwardingStorage {
        private final int at;
        private final Step meanwhile;
        private boolean locked;
        private int changes;
        private String call = "";

        Suspended(StoreStorage real, int at, Step meanwhile) {
            super(real);
            this.at = at;
            this.meanwhile = meanwhile;
        }

        private void change(String what) throws IOException {
            if (locked && ++changes == at) {
                call = what;
                meanwhile.run();
            }
        }

        @Override
        public StoreLock lock(LockRequest request) throws IOException {
            StoreLock lock = super.lock(request);
            locked = true;
            return lock;
        }

        @Override
        public void sync(Collection<String> paths) throws IOException {
            change("sync");
            super.sync(paths);
        }

        @Override
        public Outcome publish(String handle, String path, Condition condition) throws IOException {
            change("publish " + path);
            return super.publish(handle, path, condition);
        }

        @Override
        public boolean claim(String path, byte[] content) throws IOException {
            change("claim " + path);
            return super.claim(path, content);
        }

        @Override
        public boolean remove(String path, String version) throws IOException {
            change("remove " + path);
            return super.remove(path, version);
        }
    }

    /**
     * A writer is suspended before each change in turn; a thief steals the lock, finishes what is committed, adds files of its own
     * and goes; the writer wakes (last row of the table in symbol-store-format 8.5).
     */
    @Test
    void aWriterThatWakesAfterTheTheftChangesNothing() throws IOException {
        int refused = 0;
        int finished = 0;
        for (int n = 1; ; n++) {
            Path root = root(StorageKinds.UNIX);
            TestEngine thief = new TestEngine(storage(root, "thief", new FakeTime(100)));
            thief.add("base", "a.pdb");
            thief.storage().claim("a.pdb/1/file.ptr", "PATH:x".getBytes(UTF_8)); // something for the writer to remove
            Suspended writer = new Suspended(
                    storage(root, "writer", new FakeTime()), n, () -> thief.add("thief", "a.pdb", "b.pdb"));
            boolean done = wakes(writer);
            String when = "suspended before " + writer.call;
            if (writer.call.isEmpty()) {
                assertThat(done).isTrue();
                break;
            }
            refused += done ? 0 : 1;
            finished += done ? 1 : 0;
            assertWhole(thief.storage(), done, when);
        }
        assertThat(refused).isGreaterThanOrEqualTo(2);
        assertThat(finished).isGreaterThanOrEqualTo(10);
    }

    /** Whether the writer's add ended well. */
    private static boolean wakes(Suspended writer) throws IOException {
        try {
            AddResult result = new TestEngine(writer).add("writer", "a.pdb", "c.pdb");
            assertThat(result.id()).contains(new TransactionId(2));
            return true;
        } catch (StoreException e) {
            assertThat(e.reason()).as(writer.call).isEqualTo(StoreException.Reason.LOCK_LOST);
            return false;
        }
    }

    private static void assertWhole(StoreStorage storage, boolean done, String when) throws IOException {
        StoreView view = new StoreView(storage);
        List<String> products = view.server().transactions().stream()
                .map(TransactionRecord::product)
                .toList();
        assertThat(products).as(when).isEqualTo(done ? List.of("base", "writer", "thief") : List.of("base", "thief"));
        assertThat(view.history().ids()).as(when).hasSize(products.size());
        assertThat(StorageContract.text(storage, "a.pdb/1/a.pdb"))
                .as(when)
                .isEqualTo(TestEngine.content("thief", "a.pdb"));
        assertThat(view.refs("a.pdb/1").orElseThrow().references()).as(when).hasSize(products.size());
        assertThat(storage.stat("a.pdb/1/file.ptr")).as(when).isEmpty();
        assertThat(StorageContract.text(storage, "b.pdb/1/b.pdb"))
                .as(when)
                .isEqualTo(TestEngine.content("thief", "b.pdb"));
        assertThat(StorageContract.text(storage, "c.pdb/1/c.pdb"))
                .as(when)
                .isEqualTo(done ? TestEngine.content("writer", "c.pdb") : "absent");
        assertThat(storage.stat("c.pdb/1/refs.ptr").isPresent()).as(when).isEqualTo(done);
        assertThat(storage.list("000Admin"))
                .as(when)
                .noneMatch(name -> name.startsWith("tmp-") || name.endsWith(".pending") || name.endsWith(".excl"));
        assertThatThrownBy(() -> storage.open("000Admin/" + LocalLock.CLAIM)).isInstanceOf(IOException.class);
    }
}
