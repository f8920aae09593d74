// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.LockText;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lock of a store on a share, against a Samba server whose disk other writers reach without SMB. */
class SmbLockIT {
    private static final String FOREIGN =
            "nonce=1-2-3 host=elsewhere/0123 pid=1 user=u since=2020-01-01T00:00:00Z beat=0000000000 cmd=symstore_add\n";

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

    private static LockRequest within(Duration timeout, List<String> holders) {
        return new LockRequest(timeout, "second run", () -> false, holders::add);
    }

    private static void assertTimesOut(StoreStorage storage, String holder) {
        List<String> holders = new ArrayList<>();
        assertThatThrownBy(() -> storage.lock(within(Duration.ofMillis(50), holders)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_TIMEOUT))
                .hasMessageContaining(holder);
        assertThat(holders).hasSize(1).first().asString().contains(holder);
    }

    private static Path claim(String name) {
        return scene.disk(name).resolve("000Admin").resolve(StorageNames.LOCK);
    }

    @Test
    void keepsOthersOutOnOneConnectionAndOnMany() throws Exception {
        String name = scene.fresh();
        int threads = 6;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger entered = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (StoreStorage shared = scene.create(name)) {
            List<Future<Integer>> most = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                StoreStorage storage = i % 2 == 0 ? shared : scene.open(name);
                most.add(pool.submit(() -> {
                    int seen = 0;
                    for (int turn = 0; turn < 5; turn++) {
                        try (StoreLock lock = storage.lock(SmbScene.patient())) {
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
        assertThat(claim(name)).doesNotExist();
    }

    @Test
    void saysWhoHasItAndCanBeCancelled() throws IOException {
        String name = scene.fresh();
        try (StoreStorage storage = scene.create(name);
                StoreStorage other = scene.open(name)) {
            StoreLock lock = storage.lock(SmbScene.patient());
            assertTimesOut(other, "pid=" + ProcessHandle.current().pid() + " ");
            AtomicBoolean cancelled = new AtomicBoolean();
            LockRequest request =
                    new LockRequest(Duration.ofMinutes(1), "x", cancelled::get, holder -> cancelled.set(true));
            assertThatThrownBy(() -> other.lock(request)).isInstanceOf(CancellationException.class);
            assertThat(lock.stillHeld()).isTrue();
            lock.close();
            lock.close(); // the second time nothing happens
            try (StoreLock next = other.lock(SmbScene.patient())) {
                assertThat(next.stillHeld()).isTrue();
            }
        }
    }

    /** Same machine, same host id: the one on the server must not take the one that comes over SMB for dead. */
    @Test
    void writersOnTheServerKeepOutAndAreKeptOut() throws IOException {
        String name = scene.fresh();
        try (StoreStorage storage = scene.create(name);
                StoreStorage onTheServer = StoreStorages.local(scene.disk(name), StorageOptions.DEFAULT)) {
            try (StoreLock lock = storage.lock(SmbScene.patient())) {
                assertTimesOut(onTheServer, "cmd=test_run");
                assertThat(lock.stillHeld()).isTrue();
            }
            try (StoreLock lock = onTheServer.lock(SmbScene.patient())) {
                assertTimesOut(storage, "cmd=test_run");
                assertThat(lock.stillHeld()).isTrue();
            }
            try (StoreLock lock = storage.lock(within(Duration.ofSeconds(30), new ArrayList<>()))) {
                assertThat(lock.stillHeld()).isTrue();
                assertThat(claim(name)).content(UTF_8).contains("cmd=second_run");
            }
            assertThat(claim(name)).doesNotExist();
        }
    }

    @Test
    void goesWithTheConnection() throws IOException {
        String name = scene.fresh();
        try (StoreStorage storage = scene.create(name)) {
            StoreStorage dying = scene.open(name);
            StoreLock lost = dying.lock(SmbScene.patient());
            dying.close();
            try (StoreLock lock = storage.lock(SmbScene.patient())) {
                assertThat(lock.stillHeld()).isTrue();
                lost.close();
                assertThat(lock.stillHeld()).isTrue();
            }
        }
    }

    @Test
    void keepsOtherProcessesOutUntilTheyDie() throws Exception {
        String name = scene.fresh();
        try (StoreStorage storage = scene.create(name);
                ChildProcess child = ChildProcess.start(ChildProcess.Spec.java(
                        Holder.class,
                        Integer.toString(scene.samba().port()),
                        scene.samba().store(name)))) {
            child.awaitOutput("locked");
            assertTimesOut(storage, "pid=" + child.process().pid() + " ");
            child.process().destroyForcibly().waitFor();
            try (StoreLock lock = storage.lock(SmbScene.patient())) {
                assertThat(lock.stillHeld()).isTrue();
            }
        }
    }

    /** Takes the lock and waits to be killed. */
    static final class Holder {
        private Holder() {}

        /** The arguments are the port and the store. */
        public static void main(String[] args) throws IOException {
            System.setProperty("symsrv.smb.port", args[0]);
            StoreStorage storage = StoreStorages.open(args[1], Path.of("/"), StorageOptions.DEFAULT);
            try (StoreLock lock = storage.lock(SmbScene.patient())) {
                System.out.println(lock.stillHeld() ? "locked" : "not locked");
                System.in.read();
            }
        }
    }

    @Test
    void aLostLockIsNoticedAndNotReleasedForItsNewOwner() throws IOException {
        String name = scene.fresh();
        try (StoreStorage storage = scene.create(name)) {
            try (StoreLock lock = storage.lock(SmbScene.patient())) {
                Files.move(claim(name), claim(name).resolveSibling("tmp-stolen-x"));
                assertThat(lock.stillHeld()).isFalse();
                Files.writeString(claim(name), FOREIGN);
                assertThat(lock.stillHeld()).isFalse();
            }
            assertThat(claim(name)).hasContent(FOREIGN.strip());
        }
    }

    /** Only passes while somebody sleeps, and does something then. */
    private record FakeTime(AtomicInteger seconds, Step onSleep) implements LockClock {
        /** Part of a test. */
        private interface Step {
            void at(int seconds) throws IOException;
        }

        @Override
        public long nanos() {
            return Duration.ofSeconds(seconds.get()).toNanos();
        }

        @Override
        public void sleep(long nanos) {
            try {
                onSleep.at(seconds.incrementAndGet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aLockOfAnotherHostIsStolenOnlyAfter120SecondsWithoutAChange() throws IOException {
        String name = scene.fresh();
        scene.create(name).close();
        byte[] renewed = new LockText("1-2-3", "elsewhere", 1, "u", Instant.EPOCH, "symstore_add").bytes(1);
        FakeTime time = new FakeTime(new AtomicInteger(), seconds -> {
            assertThat(claim(name)).exists();
            if (seconds == 100) {
                Files.write(claim(name), renewed);
            }
        });
        Files.writeString(claim(name), FOREIGN);
        try (StoreStorage storage = scene.open(name, time);
                StoreLock lock = storage.lock(new LockRequest(Duration.ofHours(1), "thief", () -> false, h -> {}))) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(claim(name)).content(UTF_8).contains("cmd=thief");
            assertThat(storage.list("000Admin")).containsExactly(StorageNames.LOCK);
        }
        assertThat(time.seconds().get()).isBetween(220, 223);
    }

    /** A server that is killed does not delete it; then it is there and nobody has it open. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAKilledServerLeftIsTakenOverWhenARenewalIsMissed(boolean empty) throws IOException {
        String name = scene.fresh();
        scene.create(name).close();
        byte[] text =
                LockText.mine(LockText.thisHost() + "/smb", "symstore add").bytes(3);
        Files.write(claim(name), empty ? new byte[0] : text);
        FakeTime time = new FakeTime(
                new AtomicInteger(), seconds -> assertThat(claim(name)).hasBinaryContent(empty ? new byte[0] : text));
        try (StoreStorage storage = scene.open(name, time);
                StoreLock lock = storage.lock(new LockRequest(Duration.ofHours(1), "thief", () -> false, h -> {}))) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(claim(name)).content(UTF_8).contains("cmd=thief");
        }
        assertThat(time.seconds().get()).isEqualTo(16);
        assertThat(claim(name)).doesNotExist();
    }

    @Test
    void aWriterThatIsOnlySlowKeepsItsLock() throws IOException {
        String name = scene.fresh();
        FakeTime time = new FakeTime(new AtomicInteger(), seconds -> {});
        try (StoreStorage storage = scene.create(name);
                StoreStorage other = scene.open(name, time);
                StoreLock lock = storage.lock(SmbScene.patient())) {
            assertThatThrownBy(() -> other.lock(within(Duration.ofMinutes(5), new ArrayList<>())))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cmd=test_run");
            assertThat(time.seconds().get()).isEqualTo(300);
            assertThat(lock.stillHeld()).isTrue();
        }
    }
}
