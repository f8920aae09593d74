// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store's lock has to do (symbol-store-format 8.3). Each implementation has a test that extends this one. */
public abstract class LockContract {
    /** The lock text of a writer on another host. */
    public static final String FOREIGN =
            "nonce=1-2-3 host=elsewhere/0123 pid=1 user=u since=2020-01-01T00:00:00Z beat=0000000000 cmd=symstore_add\n";

    /** A lock file, or an object that is one, as somebody gets at it who does not go by the rules. */
    public interface LockFile {
        /** Its text; empty if it is not there. */
        Optional<String> read() throws IOException;

        /** Makes it or replaces it. */
        void write(String text) throws IOException;

        /** Takes it away. */
        void delete() throws IOException;

        /** The one on a disk. */
        static LockFile at(Path path) {
            return new LockFile() {
                @Override
                public Optional<String> read() throws IOException {
                    return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
                }

                @Override
                public void write(String text) throws IOException {
                    Files.writeString(path, text);
                }

                @Override
                public void delete() throws IOException {
                    Files.delete(path);
                }
            };
        }
    }

    private final List<StoreStorage> open = new ArrayList<>();

    /** The contract is for subclasses. */
    protected LockContract() {}

    /** A storage of the store of this test, as a process of its own would have it; the store need not be there yet. */
    protected abstract StoreStorage storage() throws IOException;

    /** The lock file of the store of this test. */
    protected abstract LockFile claim();

    /** Part of what is said of a holder in this process. */
    protected abstract String holderHere();

    @AfterEach
    void closeAll() throws IOException {
        for (StoreStorage storage : open) {
            storage.close();
        }
    }

    /** A storage of the store, which is there now. */
    protected StoreStorage store() throws IOException {
        StoreStorage storage = storage();
        open.add(storage);
        storage.createRoot();
        return storage;
    }

    /** Waits so long, as {@code second run}. */
    protected static LockRequest within(Duration timeout, List<String> holders) {
        return new LockRequest(timeout, "second run", () -> false, holders::add);
    }

    /** The lock cannot be had, and it is said who has it. */
    protected static void assertTimesOut(StoreStorage storage, String holder) {
        List<String> holders = new ArrayList<>();
        assertThatThrownBy(() -> storage.lock(within(Duration.ofMillis(50), holders)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_TIMEOUT))
                .hasMessageContaining(holder);
        assertThat(holders).hasSize(1).first().asString().contains(holder);
    }

    @Test
    void keepsOthersOutThroughOneStorageAndThroughMany() throws Exception {
        int threads = 6;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger entered = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        StoreStorage shared = store();
        try {
            List<Future<Integer>> most = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                StoreStorage storage = i % 2 == 0 ? shared : store();
                most.add(pool.submit(() -> {
                    int seen = 0;
                    for (int turn = 0; turn < 5; turn++) {
                        try (StoreLock lock = storage.lock(StorageContract.patient())) {
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
        assertThat(claim().read()).isEmpty();
    }

    @Test
    void saysWhoHasItAndCanBeCancelled() throws IOException {
        StoreStorage storage = store();
        StoreStorage other = store();
        try (StoreLock lock = storage.lock(StorageContract.patient())) {
            assertTimesOut(other, holderHere());
            AtomicBoolean cancelled = new AtomicBoolean();
            LockRequest request =
                    new LockRequest(Duration.ofMinutes(1), "x", cancelled::get, holder -> cancelled.set(true));
            assertThatThrownBy(() -> other.lock(request)).isInstanceOf(CancellationException.class);
            assertThat(lock.stillHeld()).isTrue();
        }
        other.lock(StorageContract.patient()).close();
    }

    @Test
    void closingTwiceReleasesOnce() throws IOException {
        StoreStorage storage = store();
        StoreStorage other = store();
        StoreLock lock = storage.lock(StorageContract.patient());
        lock.close();
        lock.close();
        try (StoreLock next = other.lock(StorageContract.patient())) {
            lock.close();
            assertTimesOut(storage, holderHere());
            assertThat(next.stillHeld()).isTrue();
        }
    }

    @Test
    void waitsForAnotherHost() throws IOException {
        StoreStorage storage = store();
        LockFile claim = claim();
        claim.write(FOREIGN);
        assertTimesOut(storage, "host=elsewhere/0123");
        assertThat(claim.read()).contains(FOREIGN);
        LockRequest request = new LockRequest(Duration.ofMinutes(1), "x", () -> false, holder -> delete(claim));
        try (StoreLock lock = storage.lock(request)) {
            assertThat(lock.stillHeld()).isTrue();
        }
    }

    /** Deletes the lock file of another writer. */
    protected static void delete(LockFile file) {
        try {
            file.delete();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLostLockIsNoticedAndNotReleasedForItsNewOwner() throws IOException {
        StoreStorage storage = store();
        try (StoreLock lock = storage.lock(StorageContract.patient())) {
            claim().delete();
            assertThat(lock.stillHeld()).isFalse();
            claim().write(FOREIGN);
            assertThat(lock.stillHeld()).isFalse();
        }
        assertThat(claim().read()).contains(FOREIGN);
    }
}
