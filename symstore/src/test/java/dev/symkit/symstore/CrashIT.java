// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.view.StoreView;
import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers are killed; the next writer finds the whole transaction or none (the table of symbol-store-format 8.5). */
final class CrashIT {
    private static final int KILLS = 30;
    private static final int LONGEST_LIFE_MILLIS = 200;

    @TempDir
    private Path directory;

    /** Every call, before publishing, between publishes, in the removals, before the plan goes. */
    @ParameterizedTest
    @EnumSource(
            value = CrashScene.Kind.class,
            names = {"ADD", "DEL"})
    void isWholeOrAbsentWhereverTheWriterIsKilled(CrashScene.Kind kind) throws Exception {
        int whole = 0;
        int none = 0;
        boolean finished = false;
        for (int n = 1; !finished; n++) {
            Path place = directory.resolve("n" + n);
            CrashScene scene = CrashScene.prepare(place, kind);
            String out = killedAt(place, kind, "run", n);
            finished = out.contains("FINISHED");
            recover(scene);
            boolean present = scene.check(kind + " killed at call " + n + ": " + out);
            assertThat(present || !finished).as(out).isTrue();
            whole += present ? 1 : 0;
            none += present ? 0 : 1;
        }
        assertThat(whole).isGreaterThan(5);
        assertThat(none).isGreaterThan(5);
    }

    /** The first writer dies in the middle of its plan, the one that finishes the plan dies too. */
    @ParameterizedTest
    @EnumSource(
            value = CrashScene.Kind.class,
            names = {"ADD", "DEL"})
    void isWholeWhereverTheRecoveringWriterIsKilledToo(CrashScene.Kind kind) throws Exception {
        int first = callAfterCommit(kind) + 2;
        boolean finished = false;
        for (int n = 4; !finished; n += 4) {
            Path place = directory.resolve("n" + n);
            CrashScene scene = CrashScene.prepare(place, kind);
            String out = killedAt(place, kind, "run", first) + killedAt(place, kind, "recover", n);
            finished = out.contains("FINISHED");
            recover(scene);
            assertThat(scene.check(kind + " and its recovery at call " + n + ": " + out))
                    .as(out)
                    .isTrue();
        }
    }

    /** Number of the call that comes after the claim of the plan. */
    private int callAfterCommit(CrashScene.Kind kind) throws IOException {
        int[] calls = {0, 0};
        CrashStorage.Point counter = new CrashStorage.Point() {
            @Override
            public void before(String call) {
                calls[0]++;
                if (call.endsWith(".pending") && call.startsWith("claim")) {
                    calls[1] = calls[0] + 1;
                }
            }

            @Override
            public void after(String call) {
                // counted before
            }
        };
        CrashScene scene = CrashScene.prepare(directory.resolve("count"), kind);
        try (StoreStorage storage = new CrashStorage(scene.open(), counter)) {
            scene.run(storage);
        }
        assertThat(calls[1]).isPositive();
        return calls[1];
    }

    private static String killedAt(Path place, CrashScene.Kind kind, String step, int n) throws Exception {
        ChildProcess.Spec spec = child("stop", place.toString(), kind.name(), step, Integer.toString(n));
        try (ChildProcess child = ChildProcess.start(spec)) {
            child.awaitOutput("\n");
            child.process().destroyForcibly();
            ChildProcess.Result result = child.await();
            assertThat(result.out()).as(result.err()).containsAnyOf("STOPPED", "FINISHED");
            return result.out();
        }
    }

    /** A small quick virtual machine. */
    static ChildProcess.Spec child(String... arguments) {
        return ChildProcess.Spec.java(CrashChild.class, arguments)
                .with("JDK_JAVA_OPTIONS", "-Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    }

    private static void recover(CrashScene scene) throws IOException {
        try (StoreStorage storage = scene.open()) {
            scene.recover(storage);
        }
    }

    /** Nothing that was announced as committed is lost, and the store stays clean, however often a writer dies. */
    @Test
    void survivesKillsAtRandomMoments() throws Exception {
        Path store = directory.resolve("store");
        SplittableRandom random = new SplittableRandom(20240501);
        Set<String> announced = new HashSet<>();
        for (int i = 0; i < KILLS; i++) {
            Path sources = directory.resolve("src" + i);
            ChildProcess.Spec spec = child("work", store.toString(), sources.toString(), "1000", "false", "3");
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
    }

    private static boolean isWholeCommit(String line) {
        return line.matches("COMMIT \\d{10}");
    }

    private static void addOne(Path store, Path file) throws IOException {
        CrashScene.pdb(file, file.toString(), "");
        Selection selection = new Selection(List.of(file.toString()), List.of(), false);
        AddFiles.Request request =
                new AddFiles.Request(CrashScene.target(store), selection, "own", "", "", false, path -> path);
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
