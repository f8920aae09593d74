// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.LockContract;
import dev.symkit.store.storage.LockHolder;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.LockText;
import dev.symkit.store.storage.StorageContract;
import dev.symkit.store.storage.StorageNames;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lock of a store on a share, against a Samba server whose disk other writers reach without SMB. */
class SmbLockIT extends LockContract {
    @TempDir
    private static Path directory;

    private static SmbScene scene;

    private String name = "";

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

    @BeforeEach
    void chooseAStore() {
        name = scene.fresh();
    }

    @Override
    protected StoreStorage storage() throws IOException {
        return scene.open(name);
    }

    @Override
    protected LockFile claim() {
        return LockFile.at(claimOnDisk());
    }

    private Path claimOnDisk() {
        return scene.disk(name).resolve("000Admin").resolve(StorageNames.LOCK);
    }

    @Override
    protected String holderHere() {
        return "pid=" + ProcessHandle.current().pid() + " ";
    }

    @Test
    void keepsOtherProcessesOutUntilTheyDie() throws Exception {
        String port = "symsrv.smb.port=" + scene.samba().port();
        LockHolder.assertKeepsOutUntilItDies(store(), scene.samba().store(name), port);
    }

    /** Same machine, same host id: the one on the server must not take the one that comes over SMB for dead. */
    @Test
    void writersOnTheServerKeepOutAndAreKeptOut() throws IOException {
        try (StoreStorage storage = scene.create(name);
                StoreStorage onTheServer = StoreStorages.local(scene.disk(name), StorageOptions.DEFAULT)) {
            try (StoreLock lock = storage.lock(StorageContract.patient())) {
                assertTimesOut(onTheServer, "cmd=test_run");
                assertThat(lock.stillHeld()).isTrue();
            }
            try (StoreLock lock = onTheServer.lock(StorageContract.patient())) {
                assertTimesOut(storage, "cmd=test_run");
                assertThat(lock.stillHeld()).isTrue();
            }
            try (StoreLock lock = storage.lock(within(Duration.ofSeconds(30), new ArrayList<>()))) {
                assertThat(lock.stillHeld()).isTrue();
                assertThat(claimOnDisk()).content(UTF_8).contains("cmd=second_run");
            }
            assertThat(claimOnDisk()).doesNotExist();
        }
    }

    @Test
    void goesWithTheConnection() throws IOException {
        try (StoreStorage storage = scene.create(name)) {
            StoreStorage dying = scene.open(name);
            StoreLock lost = dying.lock(StorageContract.patient());
            dying.close();
            try (StoreLock lock = storage.lock(StorageContract.patient())) {
                assertThat(lock.stillHeld()).isTrue();
                lost.close();
                assertThat(lock.stillHeld()).isTrue();
            }
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
        scene.create(name).close();
        byte[] renewed = new LockText("1-2-3", "elsewhere", 1, "u", Instant.EPOCH, "symstore_add").bytes(1);
        FakeTime time = new FakeTime(new AtomicInteger(), seconds -> {
            assertThat(claimOnDisk()).exists();
            if (seconds == 100) {
                Files.write(claimOnDisk(), renewed);
            }
        });
        Files.writeString(claimOnDisk(), FOREIGN);
        try (StoreStorage storage = scene.open(name, time);
                StoreLock lock = storage.lock(new LockRequest(Duration.ofHours(1), "thief", () -> false, h -> {}))) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(claimOnDisk()).content(UTF_8).contains("cmd=thief");
            assertThat(storage.list("000Admin")).containsExactly(StorageNames.LOCK);
        }
        assertThat(time.seconds().get()).isBetween(220, 223);
    }

    /** A server that is killed does not delete it; then it is there and nobody has it open. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAKilledServerLeftIsTakenOverWhenARenewalIsMissed(boolean empty) throws IOException {
        scene.create(name).close();
        byte[] text =
                LockText.mine(LockText.thisHost() + "/smb", "symstore add").bytes(3);
        Files.write(claimOnDisk(), empty ? new byte[0] : text);
        FakeTime time = new FakeTime(
                new AtomicInteger(), seconds -> assertThat(claimOnDisk()).hasBinaryContent(empty ? new byte[0] : text));
        try (StoreStorage storage = scene.open(name, time);
                StoreLock lock = storage.lock(new LockRequest(Duration.ofHours(1), "thief", () -> false, h -> {}))) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(claimOnDisk()).content(UTF_8).contains("cmd=thief");
        }
        assertThat(time.seconds().get()).isEqualTo(16);
        assertThat(claimOnDisk()).doesNotExist();
    }

    @Test
    void aWriterThatIsOnlySlowKeepsItsLock() throws IOException {
        FakeTime time = new FakeTime(new AtomicInteger(), seconds -> {});
        try (StoreStorage storage = scene.create(name);
                StoreStorage other = scene.open(name, time);
                StoreLock lock = storage.lock(StorageContract.patient())) {
            assertThatThrownBy(() -> other.lock(within(Duration.ofMinutes(5), new ArrayList<>())))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cmd=test_run");
            assertThat(time.seconds().get()).isEqualTo(300);
            assertThat(lock.stillHeld()).isTrue();
        }
    }
}
