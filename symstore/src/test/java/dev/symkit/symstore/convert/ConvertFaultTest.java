// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.Move;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.transactions.DeleteFiles;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that cannot be converted at once or not in one run. */
final class ConvertFaultTest {
    private static final int ENTRIES = 60;
    private static final int FEW = 5;

    @TempDir
    private Path directory;

    private NastyStore store = new NastyStore(Path.of("none"));

    @BeforeEach
    void caseMatters() throws IOException {
        store = NastyStore.in(directory);
    }

    /** Everything that could be called fails once; then the next run comes to the same end as if nothing had. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void failsAtEveryCallAndIsFinishedByTheNextRun(int tier) throws IOException {
        NastyStore model = mixed(directory.resolve("model"), tier);
        List<SymbolKey> keys = model.keys(FEW);
        model.convert(tier);
        Map<String, String> expected = model.tree();
        int failures = 0;
        for (int n = 1; ; n++) {
            NastyStore disturbed = mixed(directory.resolve("n" + n), tier);
            int[] calls = {0};
            int at = n;
            boolean failed = false;
            try (StoreStorage storage = FailingStorage.of(disturbed.open(), (call, arguments) -> {
                if (++calls[0] == at) {
                    throw new IOException("connection lost");
                }
            })) {
                failed = !new ConvertStore()
                        .run(storage, disturbed.request(tier), new ConvertListener() {})
                        .errors()
                        .isEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("connection lost");
                failed = true;
            }
            if (calls[0] < n) {
                assertThat(failed).isFalse();
                break;
            }
            failures += failed ? 1 : 0;
            disturbed.assertAllFound(keys);
            assertThat(disturbed.convert(tier).errors())
                    .as("after a failure at call %d", n)
                    .isEmpty();
            assertSame(disturbed.tree(), expected, n);
        }
        assertThat(failures).isGreaterThan(100);
    }

    /** The times that were set are compared, those of the test are not. */
    private static void assertSame(Map<String, String> actual, Map<String, String> expected, int n) {
        assertThat(withoutTimes(actual)).as("after a failure at call %d", n).isEqualTo(withoutTimes(expected));
    }

    private static Map<String, String> withoutTimes(Map<String, String> tree) {
        Map<String, String> plain = new TreeMap<>(tree);
        plain.replaceAll((path, text) -> text.replaceFirst("20[2-9]\\d-\\S+", ""));
        return plain;
    }

    /** A store with entries on both sides, the same keys too. */
    private static NastyStore mixed(Path root, int tier) throws IOException {
        NastyStore nasty = NastyStore.create(root, FEW);
        if (tier == 1) {
            nasty.convert(2);
        }
        for (String name : List.of("ab.pdb", "ab", "zz.pdb")) {
            String there = NastyStore.place(name, tier) + "/";
            String here = NastyStore.place(name, 3 - tier) + "/";
            nasty.key(there + "11110001", name, "0000000001", "old");
            nasty.key(here + "11110001", name, "0000000002", "new");
            nasty.key(there + "11110002", name, "0000000002", "new");
            nasty.key(here + "11110002", name, "0000000001", "old");
        }
        return nasty;
    }

    @Test
    void aDirectoryThatIsInUseIsReportedAndTheOthersAreMoved() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        try (StoreStorage storage = store.open()) {
            StoreStorage busy = (StoreStorage) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {StoreStorage.class},
                    (proxy, method, arguments) -> method.getName().equals("move") && "abc.dll".equals(arguments[0])
                            ? Move.IN_USE
                            : FailingStorage.call(storage, method, arguments));

            ConvertReport report = new ConvertStore().run(busy, store.request(2), new ConvertListener() {});

            assertThat(report.errors())
                    .containsExactly(new ConvertReport.NotMoved("abc.dll", "a file in it is in use"));
        }
        store.assertAllFound(store.keys(ENTRIES));
        assertThat(store.convert(0).moved()).isEqualTo(1);
    }

    @Test
    void aStoreInUseIsLeftAlone() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        Map<String, String> before = store.tree();
        StoreTarget target = new StoreTarget(
                store.root().toString(), directory, 1, Duration.ZERO, false, Clock.systemUTC(), () -> false);
        try (StoreStorage storage = store.open();
                StoreLock lock = storage.lock(new LockRequest(Duration.ZERO, "test", () -> false, holder -> {}))) {
            assertThatThrownBy(() -> new ConvertStore()
                            .run(
                                    new ConvertRequest(target, OptionalInt.empty(), false, false),
                                    new ConvertListener() {}))
                    .isInstanceOfSatisfying(
                            LockFailedException.class, e -> assertThat(e.code()).isEqualTo(33));
            assertThat(lock.stillHeld()).isTrue();
        }
        assertThat(store.tree()).isEqualTo(before);
    }

    @Test
    void aReadOnlyStoreIsLeftAlone() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        Map<String, String> before = store.tree();
        try (StoreStorage storage = FailingStorage.of(store.open(), (call, arguments) -> {
            if (!List.of("stat", "list", "readAll", "open", "adminDirectory", "separator")
                    .contains(call)) {
                throw new FileSystemException("S", null, "Read-only file system");
            }
        })) {
            assertThatThrownBy(() -> new ConvertStore().run(storage, store.request(2), new ConvertListener() {}))
                    .isInstanceOfSatisfying(
                            LockFailedException.class, e -> assertThat(e.code()).isEqualTo(5));
        }
        assertThat(store.tree()).isEqualTo(before);
    }

    /** The lock is looked at before the first of each 1,000 renames. */
    @Test
    void stopsWhenItsLockIsLost() throws IOException {
        NastyStore.create(store.root(), 1500);
        int[] moves = {0};
        try (StoreStorage storage = FailingStorage.of(store.open(), (call, arguments) -> {
            if (call.equals("move") && ++moves[0] == 200) {
                Files.delete(store.root().resolve("000Admin/.symstore.lock.excl"));
            }
        })) {
            assertThatThrownBy(() -> new ConvertStore().run(storage, store.request(2), new ConvertListener() {}))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_LOST));
        }
        assertThat(moves[0]).isEqualTo(1000);
        store.assertAllFound(store.keys(1500));
        assertThat(store.convert(0).errors()).isEmpty();
        assertThat(store.root().resolve("000Admin/convert.journal")).doesNotExist();
    }

    /** Without -to a run finishes what was begun; with -to it may also turn round. */
    @Test
    void anUnfinishedConversionIsFinishedOrTurnedRound() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        Map<String, String> before = store.tree();
        stop(2, 20);
        assertThat(store.convert(1).errors()).isEmpty();
        assertThat(store.tree()).isEqualTo(before);

        store.convert(2);
        Map<String, String> twoTier = store.tree();
        stop(1, 20);
        assertThat(store.root().resolve("000Admin/convert.journal")).hasContent("to=1");
        ConvertReport report = store.convert(0);
        assertThat(report.tier()).isEqualTo(1);
        assertThat(store.tree()).isEqualTo(before);

        store.convert(2);
        stop(1, 20);
        store.convert(2);
        assertThat(store.tree().keySet()).isEqualTo(twoTier.keySet());
    }

    /** Begins a conversion and gives up after so many entries. */
    private void stop(int tier, int entries) {
        int[] done = {0};
        StoreTarget target = new StoreTarget(
                store.root().toString(),
                directory,
                1,
                Duration.ZERO,
                false,
                Clock.systemUTC(),
                () -> done[0] >= entries);
        assertThatThrownBy(() -> new ConvertStore()
                        .run(new ConvertRequest(target, OptionalInt.of(tier), false, false), new ConvertListener() {
                            @Override
                            public void done() {
                                done[0]++;
                            }
                        }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void delRefusesToWorkUntilItIsFinished() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        stop(2, 20);
        DeleteFiles.Request request = new DeleteFiles.Request(store.request(0).target(), "3", false);

        assertThatThrownBy(() -> new DeleteFiles().run(request, new DeleteFiles.Listener() {}))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNFINISHED_CONVERSION))
                .hasMessage("an unfinished conversion; run convertstore -s <store>");
    }

    @Test
    void aJournalOfUnknownContentMeansTwoTiers() throws IOException {
        store.admin();
        store.write("index2.txt", "");
        store.write("000Admin/convert.journal", "?");
        store.write("000Admin/convert.tmp/ab/1111/ab", "");

        assertThat(store.convert(0)).isEqualTo(new ConvertReport(2, false, 1, 0, List.of()));
        assertThat(store.files()).containsExactly("ab/ab/1111/ab", "index2.txt");
    }
}
