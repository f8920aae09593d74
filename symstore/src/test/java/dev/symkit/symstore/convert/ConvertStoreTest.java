// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConvertStoreTest {
    private static final int ENTRIES = 60;
    private static final int FEW = 5;

    @TempDir
    private Path directory;

    private NastyStore store = new NastyStore(Path.of("none"));

    @BeforeEach
    void caseMatters() throws IOException {
        Files.createFile(directory.resolve("case"));
        assumeTrue(!Files.exists(directory.resolve("CASE")), "the names need a disk where case matters");
        store = new NastyStore(directory.resolve("store"));
    }

    private void write(String path, String content) throws IOException {
        Path file = store.root().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void admin() throws IOException {
        Files.createDirectories(store.root().resolve("000Admin"));
    }

    /** All files, and the empty directories. */
    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(store.root())) {
            List<String> files = new ArrayList<>();
            for (Path path : paths.sorted().toList()) {
                String name = store.root().relativize(path).toString();
                if (Files.isRegularFile(path) && !name.startsWith("000Admin/.symstore.lock")) {
                    files.add(name);
                }
            }
            return files;
        }
    }

    @Test
    void thereAndBackIsTheIdentity() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        Map<String, String> before = store.tree();

        ConvertReport there = store.convert(0);
        Map<String, String> twoTier = store.tree();

        assertThat(there.errors()).isEmpty();
        assertThat(there.tier()).isEqualTo(2);
        assertThat(there.merged()).isZero();
        for (String name : store.names(ENTRIES)) {
            assertThat(twoTier).containsEntry(NastyStore.place(name, 2), "directory");
        }
        assertThat(twoTier).containsKey("index2.txt").doesNotContainKey("000Admin/convert.journal");
        assertThat(twoTier.keySet())
                .filteredOn(name -> !name.contains("/") && name.codePointCount(0, name.length()) > 2)
                .containsExactlyInAnyOrder("000Admin", ".symproxy", "index2.txt", "pingme.txt");
        store.assertAllFound(store.keys(ENTRIES));

        ConvertReport back = store.convert(1);

        assertThat(back.errors()).isEmpty();
        assertThat(back.moved()).isEqualTo(there.moved());
        assertThat(store.tree()).isEqualTo(before);
    }

    @Test
    void aSecondRunHasNothingToDo() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        store.convert(2);
        Map<String, String> after = store.tree();

        assertThat(store.convert(0).already()).isTrue();
        ConvertReport again = store.convert(2);

        assertThat(again.moved() + again.merged()).isZero();
        assertThat(store.tree()).isEqualTo(after);
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
    private NastyStore mixed(Path root, int tier) throws IOException {
        NastyStore nasty = NastyStore.create(root, FEW);
        NastyStore outer = store;
        store = nasty;
        if (tier == 1) {
            nasty.convert(2);
        }
        for (String name : List.of("ab.pdb", "ab", "zz.pdb")) {
            String there = NastyStore.place(name, tier) + "/";
            String here = NastyStore.place(name, 3 - tier) + "/";
            key(there + "11110001", name, "0000000001", "old");
            key(here + "11110001", name, "0000000002", "new");
            key(there + "11110002", name, "0000000002", "new");
            key(here + "11110002", name, "0000000001", "old");
        }
        store = outer;
        return nasty;
    }

    private void key(String path, String name, String id, String text) throws IOException {
        write(path + "/" + name, text);
        write(path + "/refs.ptr", id + ",file,\"/" + text + "\",pri,,N,,");
    }

    @Test
    void mergesReferencesAndKeepsTheNewerFile() throws IOException {
        admin();
        write("index2.txt", "");
        key("x.pdb/1111", "x.pdb", "0000000001", "old");
        key("x/x.pdb/1111", "x.pdb", "0000000002", "new");
        key("x.pdb/2222", "x.pdb", "0000000004", "new");
        key("x/x.pdb/2222", "x.pdb", "0000000003", "old");
        key("x.pdb/3333", "x.pdb", "0000000003", "alone");

        ConvertReport report = store.convert(2);

        assertThat(report).isEqualTo(new ConvertReport(2, false, 0, 1, List.of()));
        assertThat(store.root().resolve("x.pdb")).doesNotExist();
        Path entry = store.root().resolve("x/x.pdb");
        assertThat(entry.resolve("1111/x.pdb")).hasContent("new");
        assertThat(entry.resolve("2222/x.pdb")).hasContent("new");
        assertThat(entry.resolve("3333/x.pdb")).hasContent("alone");
        assertThat(Files.readString(entry.resolve("1111/refs.ptr")))
                .isEqualTo("0000000001,file,\"/old\",pri,,N,,\r\n0000000002,file,\"/new\",pri,,N,,");
        assertThat(Files.readString(entry.resolve("2222/refs.ptr")))
                .isEqualTo("0000000003,file,\"/old\",pri,,N,,\r\n0000000004,file,\"/new\",pri,,N,,");
    }

    @Test
    void mergesPointersAndForms() throws IOException {
        admin();
        // The newer side is a pointer: the file of the older one is still referenced.
        write("index2.txt", "");
        key("x.pdb/1111", "x.pdb", "0000000001", "file");
        write("x/x.pdb/1111/file.ptr", "/new");
        write("x/x.pdb/1111/refs.ptr", "0000000002,ptr,\"/new\",pri,,N,,");
        // The newer side is a file: no pointer is left.
        write("x.pdb/2222/file.ptr", "/old");
        write("x.pdb/2222/refs.ptr", "0000000001,ptr,\"/old\",pri,,N,,");
        key("x/x.pdb/2222", "x.pdb", "0000000002", "file");
        // One form only.
        key("x.pdb/3333", "x.pdb", "0000000002", "plain");
        key("x/x.pdb/3333", "x.pd_", "0000000001", "compressed");
        // Without references, as in a cache.
        write("x.pdb/4444/x.pdb", "left");
        write("x/x.pdb/4444/x.pdb", "right");
        write("x.pdb/5555/x.pdb", "file");
        write("x/x.pdb/5555/file.ptr", "/pointer");
        // Two pointers.
        write("x.pdb/6666/file.ptr", "/newer");
        write("x.pdb/6666/refs.ptr", "0000000002,ptr,\"/newer\",pri,,N,,");
        write("x/x.pdb/6666/file.ptr", "/older");
        write("x/x.pdb/6666/refs.ptr", "0000000001,ptr,\"/older\",pri,,N,,");
        // A directory below a key, and a foreign file.
        write("x.pdb/7777/msfz0/x.pdb", "deep");
        write("x/x.pdb/7777/msfz0/note.txt", "note");

        assertThat(store.convert(2).errors()).isEmpty();

        assertThat(files())
                .filteredOn(file -> !file.endsWith("refs.ptr"))
                .containsExactly(
                        "index2.txt",
                        "x/x.pdb/1111/file.ptr",
                        "x/x.pdb/1111/x.pdb",
                        "x/x.pdb/2222/x.pdb",
                        "x/x.pdb/3333/x.pdb",
                        "x/x.pdb/4444/x.pdb",
                        "x/x.pdb/5555/file.ptr",
                        "x/x.pdb/5555/x.pdb",
                        "x/x.pdb/6666/file.ptr",
                        "x/x.pdb/7777/msfz0/note.txt",
                        "x/x.pdb/7777/msfz0/x.pdb");
        assertThat(store.root().resolve("x/x.pdb/3333/x.pdb")).hasContent("plain");
        assertThat(store.root().resolve("x/x.pdb/4444/x.pdb")).hasContent("right");
        assertThat(store.root().resolve("x/x.pdb/6666/file.ptr")).hasContent("/newer");
    }

    @Test
    void whatCannotBeMergedIsReportedAndLeft() throws IOException {
        admin();
        write("index2.txt", "");
        key("x.pdb/1111", "x.pdb", "0000000001", "old");
        key("x/x.pdb/1111", "x.pdb", "0000000002", "new");
        write("x.pdb/1111/note.txt", "mine");
        write("x/x.pdb/1111/note.txt", "yours");
        key("y.pdb/1111", "y.pdb", "0000000001", "other");

        ConvertReport report = store.convert(2);

        assertThat(report.errors())
                .containsExactly(new ConvertReport.NotMoved("x.pdb/1111", "there is a x/x.pdb/1111/note.txt already"));
        assertThat(report.moved()).isEqualTo(1);
        assertThat(store.root().resolve("000Admin/convert.journal")).hasContent("to=2");
        Files.delete(store.root().resolve("x.pdb/1111/note.txt"));

        assertThat(store.convert(0).errors()).isEmpty();
        assertThat(files())
                .containsExactly(
                        "index2.txt",
                        "x/x.pdb/1111/note.txt",
                        "x/x.pdb/1111/refs.ptr",
                        "x/x.pdb/1111/x.pdb",
                        "y/y.pdb/1111/refs.ptr",
                        "y/y.pdb/1111/y.pdb");
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

    /** A file of the desktop in a prefix does not hide its entries; a directory that is prefix and entry is taken apart. */
    @Test
    void tellsPrefixesFromEntries() throws IOException {
        admin();
        write("index2.txt", "");
        write("ab/.DS_Store", "");
        write("ab/abc.pdb/1111/abc.pdb", "");
        write("ab/abc.pdb/.DS_Store", "");
        write("ab/AB345678/ab", "key that begins like its entry");
        write("ab/ab/AB999999/ab", "entry in a prefix of its own name");
        write("cd/CD345678/refs.ptr", "");
        write("ef/efg.pdb/1111/efg.pdb", "");

        assertThat(store.convert(2).errors()).isEmpty();
        assertThat(files())
                .containsExactly(
                        "ab/.DS_Store",
                        "ab/ab/AB345678/ab",
                        "ab/ab/AB999999/ab",
                        "ab/abc.pdb/.DS_Store",
                        "ab/abc.pdb/1111/abc.pdb",
                        "cd/cd/CD345678/refs.ptr",
                        "ef/efg.pdb/1111/efg.pdb",
                        "index2.txt");

        assertThat(store.convert(1).errors()).isEmpty();
        assertThat(files())
                .containsExactly(
                        "ab/.DS_Store",
                        "ab/AB345678/ab",
                        "ab/AB999999/ab",
                        "abc.pdb/.DS_Store",
                        "abc.pdb/1111/abc.pdb",
                        "cd/CD345678/refs.ptr",
                        "efg.pdb/1111/efg.pdb");
    }

    @Test
    void listsTheRenamesAndChangesNothing() throws IOException {
        admin();
        write("x.pdb/1111/x.pdb", "");
        write("ab/2222/ab", "");
        Map<String, String> before = store.tree();
        ConvertRequest request = new ConvertRequest(store.request(0).target(), OptionalInt.empty(), true, false);
        List<Rename> renames = new ArrayList<>();

        ConvertReport report = new ConvertStore().run(request, new ConvertListener() {
            @Override
            public void moved(Rename rename) {
                renames.add(rename);
            }
        });

        assertThat(renames).containsExactly(new Rename("ab", "ab/ab", false), new Rename("x.pdb", "x/x.pdb", false));
        assertThat(report.moved()).isEqualTo(2);
        assertThat(store.tree()).isEqualTo(before);
        assertThat(store.root().resolve("000Admin/.symstore.lock")).doesNotExist();
    }

    @Test
    void needsTheAdministrationDirectory() throws IOException {
        write("x.pdb/1111/x.pdb", "");
        assertThatThrownBy(() -> store.convert(2))
                .isInstanceOfSatisfying(
                        LockFailedException.class, e -> assertThat(e.code()).isEqualTo(3));
        assertThat(files()).containsExactly("x.pdb/1111/x.pdb");
        ConvertRequest request = new ConvertRequest(store.request(0).target(), OptionalInt.empty(), false, true);

        assertThat(new ConvertStore().run(request, new ConvertListener() {}).moved())
                .isEqualTo(1);
        assertThat(files()).containsExactly("index2.txt", "x/x.pdb/1111/x.pdb");

        NastyStore none = new NastyStore(directory.resolve("none"));
        ConvertRequest nothing = new ConvertRequest(none.request(0).target(), OptionalInt.empty(), false, true);
        assertThatThrownBy(() -> new ConvertStore().run(nothing, new ConvertListener() {}))
                .isInstanceOfSatisfying(
                        LockFailedException.class, e -> assertThat(e.code()).isEqualTo(3));
        assertThat(directory.resolve("none")).doesNotExist();
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
        admin();
        write("index2.txt", "");
        write("000Admin/convert.journal", "?");
        write("000Admin/convert.tmp/ab/1111/ab", "");

        assertThat(store.convert(0)).isEqualTo(new ConvertReport(2, false, 1, 0, List.of()));
        assertThat(files()).containsExactly("ab/ab/1111/ab", "index2.txt");
    }
}
