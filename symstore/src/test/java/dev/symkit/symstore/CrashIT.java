// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionFile;
import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.layout.TransactionRecord;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.Selection;
import dev.symkit.symstore.verify.VerifyStore;
import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writers are killed (SIGKILL) at every row of the table of symbol-store-format 8.5; after the next command the store is
 * clean and has the whole transaction or none of it. The system property {@code symkit.test.kills} sets how many are killed at
 * random moments; from 100 on every call of a recovery is tried, not only every third. The row of the paused writer is {@link CrashPausedIT}.
 */
final class CrashIT {
    private static final int LONGEST_LIFE_MILLIS = 200;

    @TempDir
    private Path directory;

    static List<CrashRows.Row> rows() throws IOException {
        return table(
                List.of(CrashKind.ADD, CrashKind.DEL, CrashKind.COMPRESS, CrashKind.POINT, CrashKind.NO_REFS),
                CrashRows::calls);
    }

    static List<CrashRows.Recovery> recoveries() throws IOException {
        return CrashRows.thinned(table(List.of(CrashKind.ADD, CrashKind.DEL), CrashRows::recoveries), each -> false);
    }

    static List<CrashRows.Row> insides() throws IOException {
        return table(List.of(CrashKind.ADD, CrashKind.DEL), CrashRows::insides);
    }

    /** One of the lists of {@link CrashRows}. */
    private interface Table<T> {
        List<T> of(Path directory, CrashKind kind) throws IOException;
    }

    private static <T> List<T> table(List<CrashKind> kinds, Table<T> table) throws IOException {
        List<T> rows = new ArrayList<>();
        for (CrashKind kind : kinds) {
            Path scratch = Files.createTempDirectory("symkit-rows");
            try {
                rows.addAll(table.of(scratch, kind));
            } finally {
                delete(scratch);
            }
        }
        return rows;
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void killedThereTheTransactionIsWholeOrAbsent(CrashRows.Row row) throws Exception {
        CrashScene scene = CrashScene.prepare(directory, row.kind());
        String out = killedAt(directory, row.kind(), "run", row.n());
        assertThat(out).startsWith("STOPPED at " + row.at());
        scene.recover();
        assertThat(new CrashCheck(scene).run(out)).isEqualTo(row.isCommitted());
    }

    /** A kill cannot lose what was written without force: the plan is cut here, as a power loss may. */
    @ParameterizedTest(name = "{0}, crash after 6, power lost before its sync: {1} bytes of the plan left")
    @CsvSource({"ADD,-1", "ADD,0", "ADD,100", "DEL,-1", "DEL,0", "DEL,100"})
    void withoutItsEndAPlanNeverWas(CrashKind kind, int left) throws Exception {
        CrashRows.Row row = rows().stream()
                .filter(each -> each.kind() == kind && each.row().equals(CrashRows.COMMITTED))
                .findFirst()
                .orElseThrow();
        CrashScene scene = CrashScene.prepare(directory, kind);
        killedAt(directory, kind, "run", row.n());
        scene.cutPlan(left);
        scene.recover();
        assertThat(new CrashCheck(scene).run(row.toString())).isFalse();
    }

    /** Inside the operations of the storage: before each sort of low-level step of each of them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("insides")
    void killedInsideACallTheTransactionIsWholeOrAbsent(CrashRows.Row row) throws Exception {
        CrashScene scene = CrashScene.prepare(directory, row.kind());
        String out = killedAt(directory, row.kind(), "run-steps", row.n());
        assertThat(row.at()).startsWith(out.substring("STOPPED at ".length(), out.length() - " .\n".length()));
        scene.recover();
        assertThat(new CrashCheck(scene).run(out)).isEqualTo(row.isCommitted());
    }

    /** The first writer dies somewhere in its plan, the one that finishes the plan dies at each of its calls. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("recoveries")
    void killedWhileRecoveringTheTransactionIsWhole(CrashRows.Recovery recovery) throws Exception {
        CrashRows.Row first = recovery.first();
        CrashScene scene = CrashScene.prepare(directory, first.kind());
        killedAt(directory, first.kind(), "run", first.n());
        String out = killedAt(directory, first.kind(), "recover", recovery.n());
        assertThat(out).startsWith("STOPPED at " + recovery.at());
        scene.recover();
        assertThat(new CrashCheck(scene).run(out)).isTrue();
    }

    private static String killedAt(Path place, CrashKind kind, String step, int n) throws Exception {
        ChildProcess.Spec spec =
                child(CrashChild.class, "stop", place.toString(), kind.name(), step, Integer.toString(n));
        try (ChildProcess child = ChildProcess.start(spec)) {
            child.awaitOutput("\n");
            child.process().destroyForcibly(); // SIGKILL
            ChildProcess.Result result = child.await();
            assertThat(result.out()).as(result.err()).containsAnyOf("STOPPED", "FINISHED");
            return result.out();
        }
    }

    /** A small quick virtual machine. */
    static ChildProcess.Spec child(Class<?> main, String... arguments) {
        return ChildProcess.Spec.java(main, arguments)
                .with("JDK_JAVA_OPTIONS", "-Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto");
    }

    /** Nothing that was announced as committed is lost, and the store stays clean, however often a writer dies. */
    @Test
    void survivesKillsAtRandomMoments() throws Exception {
        Path store = directory.resolve("store");
        SplittableRandom random = new SplittableRandom(20240501);
        Set<String> announced = new HashSet<>();
        int kills = CrashRows.kills();
        for (int i = 0; i < kills; i++) {
            Path sources = directory.resolve("src" + i);
            ChildProcess.Spec spec =
                    child(CrashChild.class, "work", store.toString(), sources.toString(), "1000", "false", "3");
            try (ChildProcess child = ChildProcess.start(spec)) {
                child.awaitOutput(i % 3 == 0 ? "START" : "COMMIT");
                boolean ended = child.process().waitFor(random.nextInt(1, LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
                child.process().destroyForcibly();
                ChildProcess.Result result = child.await();
                assertThat(ended).as(result.err()).isFalse();
                result.out().lines().filter(CrashIT::isWholeCommit).forEach(line -> announced.add(line.substring(7)));
            }
            addOne(store, directory.resolve("own" + i + ".pdb"));
            assertThat(new VerifyStore().run(CrashScene.target(store)).problems())
                    .as("kill %d", i)
                    .isEmpty();
        }
        assertThat(announced).isNotEmpty();
        assertThat(contiguousIds(store)).containsAll(announced);
        assertWhole(store);
    }

    /** Every add that is there has both of its files. */
    private static void assertWhole(Path store) throws IOException {
        try (StoreStorage storage = StoreStorages.local(store, new StorageOptions(false))) {
            StoreView view = new StoreView(storage);
            for (TransactionRecord record : view.server().transactions()) {
                List<TransactionFile.Entry> entries =
                        view.transaction(record.id()).orElseThrow().entries();
                assertThat(entries)
                        .as(record.id().text())
                        .hasSize(record.product().equals("own") ? 1 : 2);
                for (TransactionFile.Entry entry : entries) {
                    assertThat(store.resolve(entry.name())
                                    .resolve(entry.index())
                                    .resolve(entry.name()))
                            .hasSameBinaryContentAs(Path.of(entry.source()));
                }
            }
        }
    }

    private static boolean isWholeCommit(String line) {
        return line.matches("COMMIT \\d{10}");
    }

    private static void addOne(Path store, Path file) throws IOException {
        CrashScene.pdb(file, file.toString(), "");
        Selection selection = new Selection(List.of(file.toString()), List.of(), false);
        AddFiles.Request request = TestStore.request(CrashScene.target(store), selection, "own");
        assertThat(new AddFiles().run(request, new AddFiles.Listener() {}).count("stored"))
                .isEqualTo(1);
    }

    /** All ids of the history, which must count from 1. */
    static List<String> contiguousIds(Path store) throws IOException {
        try (StoreStorage storage = StoreStorages.local(store, new StorageOptions(false))) {
            List<String> ids = new StoreView(storage)
                    .history().ids().stream()
                            .map(Optional::orElseThrow)
                            .map(TransactionId::text)
                            .toList();
            for (int i = 0; i < ids.size(); i++) {
                assertThat(Long.parseLong(ids.get(i))).isEqualTo(i + 1);
            }
            return ids;
        }
    }
}
