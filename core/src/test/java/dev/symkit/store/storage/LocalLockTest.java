// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalLockTest {
    private static final String FOREIGN =
            "nonce=1-2-3 host=elsewhere/0123 pid=1 user=u since=2020-01-01T00:00:00Z beat=0000000000 cmd=symstore_add\n";

    @TempDir
    Path real;

    private static LockRequest within(Duration timeout, List<String> holders) {
        return new LockRequest(timeout, "second run", () -> false, holders::add);
    }

    private static void assertTimesOut(StoreStorage storage, String holder) {
        List<String> holders = new ArrayList<>();
        assertThatThrownBy(() -> storage.lock(within(Duration.ofMillis(30), holders)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_TIMEOUT))
                .hasMessageContaining(holder);
        assertThat(holders).hasSize(1).first().asString().contains(holder);
    }

    @ParameterizedTest
    @EnumSource
    void keepsOtherThreadsOut(StorageKinds kind) throws Exception {
        Path root = kind.root(real);
        StorageKinds.create(root);
        int threads = 6;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger entered = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> most = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                most.add(pool.submit(() -> {
                    int seen = 0;
                    for (int turn = 0; turn < 5; turn++) {
                        StoreStorage storage = StoreStorages.local(root, StorageOptions.DEFAULT);
                        try (StoreLock lock = storage.lock(StorageKinds.patient())) {
                            seen = Math.max(seen, inside.incrementAndGet());
                            entered.incrementAndGet();
                            assertThat(lock.stillHeld()).isTrue();
                            inside.decrementAndGet();
                        }
                    }
                    return seen;
                }));
            }
            for (Future<Integer> each : most) {
                assertThat(each.get()).isEqualTo(1);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(entered).hasValue(threads * 5);
        assertThat(root.resolve("000Admin").resolve(LocalLock.CLAIM)).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void timesOutAndCanBeCancelledWhileAThreadHasIt(StorageKinds kind) throws IOException {
        StoreStorage storage = StorageKinds.create(kind.root(real));
        try (StoreLock lock = storage.lock(StorageKinds.patient())) {
            assertTimesOut(storage, "another thread");
            AtomicBoolean cancelled = new AtomicBoolean();
            LockRequest request =
                    new LockRequest(Duration.ofMinutes(1), "x", cancelled::get, holder -> cancelled.set(true));
            assertThatThrownBy(() -> storage.lock(request)).isInstanceOf(CancellationException.class);
            assertThat(lock.stillHeld()).isTrue();
        }
        storage.lock(StorageKinds.patient()).close();
    }

    @ParameterizedTest
    @EnumSource
    void waitsForAnotherHost(StorageKinds kind) throws IOException {
        Path root = kind.root(real);
        StoreStorage storage = StorageKinds.create(root);
        Path claim = Files.writeString(root.resolve("000Admin").resolve(LocalLock.CLAIM), FOREIGN);
        assertTimesOut(storage, "host=elsewhere/0123");
        assertThat(claim).hasContent(FOREIGN.strip());
        LockRequest request = new LockRequest(Duration.ofMinutes(1), "x", () -> false, holder -> delete(claim));
        try (StoreLock lock = storage.lock(request)) {
            assertThat(lock.stillHeld()).isTrue();
        }
    }

    /** On a share, the lock file of a writer that shares it with nobody can be seen but not read; a directory behaves alike. */
    @ParameterizedTest
    @EnumSource
    void waitsForALockFileThatCannotBeRead(StorageKinds kind) throws IOException {
        Path root = kind.root(real);
        StoreStorage storage = StorageKinds.create(root);
        Path claim = Files.createDirectory(root.resolve("000Admin").resolve(LocalLock.CLAIM));
        assertTimesOut(storage, "cannot be read");
        assertThat(claim).isDirectory();
        LockRequest request = new LockRequest(Duration.ofMinutes(1), "x", () -> false, holder -> delete(claim));
        try (StoreLock lock = storage.lock(request)) {
            assertThat(lock.stillHeld()).isTrue();
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stealsAtOnceWhatADeadProcessOfThisMachineLeft() throws IOException {
        Path root = real.resolve("store");
        StoreStorage storage = StorageKinds.create(root);
        Path claim = root.resolve("000Admin").resolve(LocalLock.CLAIM);
        Files.write(claim, LockText.mine(LockText.thisHost(), "symstore add").bytes(7));
        try (StoreLock lock = storage.lock(within(Duration.ZERO, new ArrayList<>()))) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(claim).content(UTF_8).contains("cmd=second_run");
        }
        assertThat(claim).doesNotExist();
        assertThat(storage.list("000Admin")).containsExactly(".symstore.lock");
    }

    @Test
    void aLostLockIsNoticedAndNotReleasedForItsNewOwner() throws IOException {
        Path root = real.resolve("store");
        StoreStorage storage = StorageKinds.create(root);
        Path claim = root.resolve("000Admin").resolve(LocalLock.CLAIM);
        try (StoreLock lock = storage.lock(StorageKinds.patient())) {
            Files.writeString(claim, FOREIGN);
            assertThat(lock.stillHeld()).isFalse();
        }
        assertThat(claim).hasContent(FOREIGN.strip());
    }

    @Test
    void closingTwiceReleasesOnce() throws IOException {
        StoreStorage storage = StorageKinds.create(real.resolve("store"));
        StoreLock lock = storage.lock(StorageKinds.patient());
        lock.close();
        lock.close();
        try (StoreLock next = storage.lock(StorageKinds.patient())) {
            assertTimesOut(storage, "another thread");
            assertThat(next.stillHeld()).isTrue();
        }
    }

    @Test
    void keepsOtherProcessesOutUntilTheyDie() throws Exception {
        Path root = real.resolve("store");
        StoreStorage storage = StorageKinds.create(root);
        try (ChildProcess child = ChildProcess.start(ChildProcess.Spec.java(Holder.class, root.toString()))) {
            child.awaitOutput("locked");
            assertTimesOut(storage, "pid=" + child.process().pid() + " ");
            String staged = storage.list("000Admin").stream()
                    .filter(name -> name.startsWith(LocalStaging.PREFIX))
                    .findFirst()
                    .orElseThrow();
            storage.discardAbandoned(Set.of());
            assertThat(storage.list("000Admin")).contains(staged);
            child.process().destroyForcibly().waitFor();
            try (StoreLock lock = storage.lock(StorageKinds.patient())) {
                assertThat(lock.stillHeld()).isTrue();
                storage.discardAbandoned(Set.of());
                assertThat(storage.list("000Admin")).doesNotContain(staged);
            }
        }
    }

    /** Takes the lock, stages a file and waits to be killed. */
    static final class Holder {
        private Holder() {}

        /** The argument is the store. */
        public static void main(String[] args) throws IOException {
            StoreStorage storage = StoreStorages.local(Path.of(args[0]), StorageOptions.DEFAULT);
            try (Staging staging = storage.newStaging();
                    StoreLock lock = storage.lock(StorageKinds.patient())) {
                StorageKinds.stage(staging, "of a process that is killed");
                System.out.println(lock.stillHeld() ? "locked" : "not locked");
                System.in.read();
            }
        }
    }
}
