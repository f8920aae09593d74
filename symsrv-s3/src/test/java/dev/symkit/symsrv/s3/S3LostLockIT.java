// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StagedContent;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageContract;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer that lost the lock of a store in a bucket changes nothing any more. The time is made up. */
class S3LostLockIT {
    private static final String LOCK = "store/000Admin/.symstore.lock.excl";
    private static final String FOREIGN =
            "nonce=1-2-3 host=elsewhere/0123 pid=1 user=u since=2020-01-01T00:00:00Z beat=0000000000 cmd=symstore_add\n";

    private final FakeTime time = new FakeTime(() -> {});
    private FaultyServer server;
    private StoreStorage storage;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        storage = server.open("store", time);
    }

    @AfterEach
    void stop() throws IOException {
        storage.close();
        server.close();
    }

    /** It neither publishes nor removes anything any more, though a text could be written where it was deleted meanwhile. */
    @Test
    void theFirstHolderNoticesAndLeavesEverythingAlone() throws IOException {
        StoreLock first = storage.lock(StorageContract.patient());
        storage.claim("a", new byte[] {1});
        try (Staging staging = storage.newStaging()) {
            String handle = staging.stage("000Admin/x", StagedContent.of(new byte[] {1}), Optional.empty());
            time.sleep(Duration.ofMinutes(3).toNanos());
            server.bucket().put(LOCK, FOREIGN.getBytes(UTF_8));
            assertThat(first.stillHeld()).isFalse();
            assertThatThrownBy(() -> storage.publish(handle, "000Admin/x", Condition.IF_ABSENT))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_LOST));
            assertThatThrownBy(() -> storage.remove("a", StorageContract.version(storage, "a")))
                    .isInstanceOf(StoreException.class);
        }
        first.close();
        first.close();
        assertThat(server.bucket().text(LOCK)).isEqualTo(FOREIGN);
        assertThat(server.bucket().tags()).containsOnlyKeys(LOCK, "store/a");
    }

    /** The first change that begins so is kept waiting for longer than the lock is safe; then another one has it. */
    private List<String> loseLockAt(String begin, FaultyServer.Fault fault) {
        List<String> sent = new CopyOnWriteArrayList<>();
        server.plan(request -> {
            if (!request.startsWith(begin)) {
                return FaultyServer.Fault.NONE;
            }
            sent.add(request);
            time.sleep(Duration.ofMinutes(3).toNanos());
            server.bucket().put(LOCK, FOREIGN.getBytes(UTF_8));
            return fault;
        });
        return sent;
    }

    private interface Change {
        void run() throws IOException;
    }

    private static void assertLost(Change change) {
        assertThatThrownBy(change::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_LOST));
    }

    /** The thief may have finished the plan and have deleted what that made: sent again, the request would find its condition met. */
    @ParameterizedTest
    @EnumSource(names = {"ERROR", "ERROR_AFTER", "RESET_BEFORE", "RESET_AFTER", "SLOW_DOWN", "HELD_BEFORE"})
    void aTextIsNotSentAgainWhenTheLockWasLostMeanwhile(FaultyServer.Fault fault) throws IOException {
        try (StoreLock lock = storage.lock(StorageContract.patient());
                Staging staging = storage.newStaging()) {
            assertThat(lock.stillHeld()).isTrue();
            String handle = staging.stage("000Admin/x", StagedContent.of(new byte[] {1}), Optional.empty());
            List<String> sent = loseLockAt("PUT store/000Admin/x", fault);
            assertLost(() -> storage.publish(handle, "000Admin/x", Condition.IF_ABSENT));
            assertThat(sent).hasSize(1);
        }
        assertThat(server.bucket().text(LOCK)).isEqualTo(FOREIGN);
    }

    /** The thief may have added the same again. (A request without a body is sent again by the JDK when the connection is reset.) */
    @ParameterizedTest
    @EnumSource(names = {"ERROR", "SLOW_DOWN", "HELD_BEFORE"})
    void aDeletionIsNotSentAgainWhenTheLockWasLostMeanwhile(FaultyServer.Fault fault) throws IOException {
        storage.claim("a", new byte[] {1});
        String version = StorageContract.version(storage, "a");
        try (StoreLock lock = storage.lock(StorageContract.patient())) {
            assertThat(lock.stillHeld()).isTrue();
            List<String> sent = loseLockAt("DELETE store/a", fault);
            assertLost(() -> storage.remove("a", version));
            assertThat(sent).hasSize(1);
        }
        assertThat(storage.statFile("a")).isPresent();
    }
}
