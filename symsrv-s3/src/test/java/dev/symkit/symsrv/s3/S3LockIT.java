// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.LockText;
import dev.symkit.store.storage.StorageContract;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lock of a store in a bucket. Where time matters it is made up. */
class S3LockIT {
    private static final String LOCK = "store/000Admin/.symstore.lock.excl";
    private static final String FOREIGN =
            "nonce=1-2-3 host=elsewhere/0123 pid=1 user=u since=2020-01-01T00:00:00Z beat=0000000000 cmd=symstore_add\n";

    private final List<StoreStorage> open = new ArrayList<>();
    private FaultyServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
    }

    @AfterEach
    void stop() throws IOException {
        for (StoreStorage storage : open) {
            storage.close();
        }
        server.close();
    }

    private StoreStorage store(LockClock clock) throws IOException {
        StoreStorage storage = server.open("store", clock);
        open.add(storage);
        return storage;
    }

    private StoreStorage store() throws IOException {
        return store(LockClock.SYSTEM);
    }

    private static LockRequest within(Duration timeout, String command) {
        return new LockRequest(timeout, command, () -> false, holder -> {});
    }

    private String text() {
        return server.bucket().text(LOCK);
    }

    /** Never goes on. */
    private static final FakeTime FROZEN = new FakeTime(() -> {});

    @Test
    void oneOfManyHasIt() throws Exception {
        int threads = 6;
        AtomicInteger inside = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> entered = new ArrayList<>();
            StoreStorage shared = store();
            for (int i = 0; i < threads; i++) {
                StoreStorage storage = i % 2 == 0 ? shared : store();
                entered.add(pool.submit(() -> {
                    int turns = 0;
                    while (turns < 5) {
                        try (StoreLock lock = storage.lock(StorageContract.patient())) {
                            assertThat(inside.incrementAndGet()).isEqualTo(1);
                            assertThat(lock.stillHeld()).isTrue();
                            inside.decrementAndGet();
                            turns++;
                        }
                    }
                    return turns;
                }));
            }
            for (Future<Integer> each : entered) {
                assertThat(each.get()).isEqualTo(5);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(text()).isEqualTo("absent");
    }

    @Test
    void whoWaitsIsToldWhoHasItAndCanGiveUp() throws IOException {
        StoreStorage other = store(new FakeTime(() -> {}));
        try (StoreLock lock = store().lock(within(Duration.ofMinutes(1), "first run"))) {
            List<String> holders = new ArrayList<>();
            LockRequest request = new LockRequest(Duration.ofSeconds(100), "x", () -> false, holders::add);
            String pid = "pid=" + ProcessHandle.current().pid() + " ";
            assertThatThrownBy(() -> other.lock(request))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_TIMEOUT))
                    .hasMessageStartingWith("the store is in use by nonce=")
                    .hasMessageContaining(pid)
                    .hasMessageEndingWith("cmd=first_run");
            assertThat(holders).hasSize(1).first().asString().contains(pid);
            AtomicBoolean cancelled = new AtomicBoolean();
            assertThatThrownBy(() -> other.lock(
                            new LockRequest(Duration.ofMinutes(1), "x", cancelled::get, holder -> cancelled.set(true))))
                    .isInstanceOf(CancellationException.class);
            assertThat(lock.stillHeld()).isTrue();
        }
        other.lock(StorageContract.patient()).close();
    }

    @Test
    void isStolenAfter120SecondsWithoutAChange() throws IOException {
        byte[] renewed = new LockText("1-2-3", "elsewhere", 1, "u", Instant.EPOCH, "symstore_add").bytes(1);
        AtomicLong now = new AtomicLong();
        FakeTime time = new FakeTime(
                now,
                () -> {
                    assertThat(text()).startsWith("nonce=1-2-3 ");
                    if (now.get() > Duration.ofSeconds(100).toNanos() && text().contains("beat=0000000000")) {
                        server.bucket().put(LOCK, renewed);
                    }
                },
                1);
        server.bucket().put(LOCK, FOREIGN.getBytes(UTF_8));
        try (StoreLock lock = store(time).lock(within(Duration.ofHours(1), "thief"))) {
            assertThat(lock.stillHeld()).isTrue();
            assertThat(text()).contains(" cmd=thief");
        }
        assertThat(time.passed()).isBetween(Duration.ofSeconds(220), Duration.ofSeconds(221));
        assertThat(text()).isEqualTo("absent");
    }

    @Test
    void oneOfSeveralThievesGetsIt() throws Exception {
        int thieves = 6;
        server.bucket().put(LOCK, FOREIGN.getBytes(UTF_8));
        CyclicBarrier start = new CyclicBarrier(thieves);
        AtomicLong time =
                new AtomicLong(); // the same for all: else a slow one takes the lock of a living one for a dead one's
        AtomicInteger stolen = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(thieves);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < thieves; i++) {
                StoreStorage storage = store(new FakeTime(time, () -> {}, 16));
                all.add(pool.submit(() -> {
                    start.await();
                    try {
                        assertThat(storage.lock(within(Duration.ofSeconds(200), "thief"))
                                        .stillHeld())
                                .isTrue();
                        stolen.incrementAndGet();
                    } catch (StoreException e) {
                        assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_TIMEOUT);
                    }
                    return true;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(stolen).hasValue(1);
        assertThat(text()).contains(" cmd=thief");
    }

    private S3Lock lock(LockClock clock) throws IOException {
        return (S3Lock) store(clock).lock(within(Duration.ofMinutes(1), "test run"));
    }

    @Test
    void isRenewed() throws IOException {
        try (S3Lock lock = lock(FROZEN)) {
            lock.renew(1);
            assertThat(text()).contains(" beat=0000000001 ");
            lock.renew(2);
            assertThat(text()).contains(" beat=0000000002 ");
            assertThat(lock.stillHeld()).isTrue();
        }
        assertThat(text()).isEqualTo("absent");
    }

    /** Else no later renewal would meet its condition, and a lock that is in use would be stolen. */
    @ParameterizedTest
    @EnumSource(names = {"ERROR_AFTER", "RESET_AFTER", "ERROR"})
    void goesOnAfterARenewalThatTookEffectAlthoughItFailed(FaultyServer.Fault fault) throws IOException {
        try (S3Lock lock = lock(FROZEN)) {
            AtomicInteger puts = new AtomicInteger();
            server.plan(
                    request -> request.startsWith("GET") || (request.startsWith("PUT") && puts.incrementAndGet() > 1)
                            ? FaultyServer.Fault.ERROR
                            : fault);
            lock.renew(1);
            server.plan(request -> FaultyServer.Fault.NONE);
            lock.renew(2);
            assertThat(text()).contains(" beat=0000000002 ");
            lock.renew(3);
            assertThat(text()).contains(" beat=0000000003 ");
        }
    }

    @Test
    void aRenewalDoesNotTakeBackWhatWasStolen() throws IOException {
        try (S3Lock lock = lock(new FakeTime(() -> {}))) {
            server.bucket().put(LOCK, FOREIGN.getBytes(UTF_8));
            lock.renew(1);
            server.bucket().delete(LOCK);
            lock.renew(2);
            assertThat(text()).isEqualTo("absent");
            server.bucket().put(LOCK, FOREIGN.getBytes(UTF_8));
            assertThat(lock.stillHeld()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RESET_BEFORE",
                "RESET_AFTER",
                "HELD_AFTER",
                "ERROR",
                "SLOW_DOWN",
                "CONFLICT",
                "ERROR_AFTER",
                "EMPTY"
            })
    void isHadWhateverBecomesOfTheFirstAnswer(FaultyServer.Fault fault) throws IOException {
        AtomicInteger requests = new AtomicInteger();
        server.plan(request -> requests.incrementAndGet() == 1 ? fault : FaultyServer.Fault.NONE);
        try (S3Lock lock = lock(FROZEN)) {
            lock.renew(1);
            assertThat(text()).contains(" beat=0000000001 ");
        }
        assertThat(text()).isEqualTo("absent");
    }

    @Test
    void anAcquisitionThatFailsLeavesNothing() throws IOException {
        AtomicInteger puts = new AtomicInteger();
        server.plan(request -> !request.startsWith("PUT")
                ? FaultyServer.Fault.NONE
                : puts.incrementAndGet() == 1 ? FaultyServer.Fault.ERROR_AFTER : FaultyServer.Fault.ERROR);
        assertThatThrownBy(() -> lock(FROZEN)).isInstanceOf(IOException.class).hasMessageContaining("500");
        assertThat(text()).isEqualTo("absent");
    }

    /** The answer to the deletion is lost, and another one has the lock before it could be sent again. */
    @ParameterizedTest
    @EnumSource(names = {"ERROR_AFTER", "HELD_AFTER", "RESET_AFTER"})
    void aReleaseIsNotRepeatedOnTheNextHolder(FaultyServer.Fault fault) throws IOException {
        S3Lock lock = lock(FROZEN);
        AtomicBoolean lost = new AtomicBoolean();
        server.plan(request -> {
            if (request.startsWith("DELETE") && lost.compareAndSet(false, true)) {
                return fault;
            }
            if (lost.get() && text().equals("absent")) {
                server.bucket().put(LOCK, FOREIGN.getBytes(UTF_8));
            }
            return FaultyServer.Fault.NONE;
        });
        lock.close();
        assertThat(text()).isEqualTo(FOREIGN);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE", "HELD_BEFORE", "ERROR", "SLOW_DOWN"})
    void aReleaseThatWasNotDoneIsRepeated(FaultyServer.Fault fault) throws IOException {
        S3Lock lock = lock(FROZEN);
        AtomicBoolean lost = new AtomicBoolean();
        server.plan(request ->
                request.startsWith("DELETE") && lost.compareAndSet(false, true) ? fault : FaultyServer.Fault.NONE);
        lock.close();
        assertThat(text()).isEqualTo("absent");
    }

    @Test
    void whatAKilledProcessHeldIsTakenOver() throws Exception {
        try (ChildProcess child = ChildProcess.start(
                ChildProcess.Spec.java(Holder.class, server.endpoint()).within(Duration.ofMinutes(3)))) {
            child.awaitOutput("locked");
            String pid = "pid=" + child.process().pid() + " ";
            child.process().destroyForcibly().waitFor();
            FakeTime time = new FakeTime(() -> assertThat(text()).contains(pid));
            StoreStorage storage = store(time);
            assertThatThrownBy(() -> storage.lock(within(Duration.ofSeconds(119), "x")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(pid);
            try (StoreLock lock = storage.lock(within(Duration.ofHours(1), "thief"))) {
                assertThat(lock.stillHeld()).isTrue();
            }
        }
        assertThat(text()).isEqualTo("absent");
    }

    /** A process that takes the lock and waits to be killed. */
    static final class Holder {
        private Holder() {}

        /** The argument is the server. */
        public static void main(String[] args) throws IOException {
            S3Scene.credentials();
            S3Settings settings = new S3Settings(name -> name.equals("symsrv.s3.endpoint") ? args[0] : "");
            S3Bucket bucket = new S3Bucket(S3Location.parse("s3://symbols/store"), new S3Connection(settings));
            try (StoreStorage storage = new S3Storage(bucket, LockClock.SYSTEM);
                    StoreLock lock = storage.lock(StorageContract.patient())) {
                System.out.println(lock.stillHeld() ? "locked" : "not locked");
                System.in.read();
            }
        }
    }
}
