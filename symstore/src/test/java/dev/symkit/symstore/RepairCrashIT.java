// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.StoreStorage;
import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Repairs are killed (SIGKILL) before every call that changes the store, and inside each sort of call. The next add, del or repair does
 * its work, and after one more repair the store is clean and has all that it had. From 100 kills on ({@code symkit.test.kills})
 * every moment is followed by each of the three.
 */
final class RepairCrashIT {
    @TempDir
    private Path directory;

    /** What the store is like before the repair. */
    private enum Before {
        /** All that can be restored is damaged. */
        DAMAGED,
        /** Less is damaged, so that others can go on; and an add is committed and not finished. */
        UNFINISHED
    }

    /** What comes after the killed repair. */
    private enum Next {
        ADD,
        DEL,
        REPAIR
    }

    /** A moment to kill a repair at: before the n-th call or low-level step. */
    private record Moment(Before before, String unit, int n, String at, Next next) {
        @Override
        public String toString() {
            return before + ", before " + at + " (" + n + " of " + unit + "), then " + next;
        }
    }

    static List<Moment> moments() throws IOException {
        List<Moment> all = new ArrayList<>();
        for (Before before : Before.values()) {
            all.addAll(calls(before));
            all.addAll(steps(before));
        }
        return all;
    }

    private static List<Moment> calls(Before before) throws IOException {
        List<Moment> moments = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        Path scratch = Files.createTempDirectory("symkit-repair");
        try {
            RepairScene scene = prepare(scratch, before);
            try (StoreStorage storage = new CrashStorage(scene.open(), CrashStorage.before(calls::add))) {
                scene.repair(storage);
            }
        } finally {
            delete(scratch);
        }
        for (int i = 0; i < calls.size(); i++) {
            moments.addAll(followed(before, "calls", i + 1, calls.get(i)));
        }
        return moments;
    }

    /** The first of each sort of low-level step in each sort of call. */
    private static List<Moment> steps(Before before) throws IOException {
        String[] call = {"open"};
        int[] steps = {0};
        Map<String, Integer> sorts = new LinkedHashMap<>();
        Map<Integer, String> places = new LinkedHashMap<>();
        Path scratch = Files.createTempDirectory("symkit-repair");
        try {
            RepairScene scene = prepare(scratch, before);
            try (StoreStorage storage = new CrashStorage(
                    scene.open(step -> {
                        steps[0]++;
                        String sort = call[0].split(" ", -1)[0] + " " + step.split(" ", -1)[0];
                        sorts.putIfAbsent(sort, steps[0]);
                        places.put(steps[0], step);
                    }),
                    CrashStorage.before(next -> call[0] = next))) {
                scene.repair(storage);
            }
        } finally {
            delete(scratch);
        }
        List<Moment> moments = new ArrayList<>();
        for (int n : sorts.values()) {
            moments.addAll(followed(before, "steps", n, places.getOrDefault(n, "")));
        }
        return moments;
    }

    /** While server.txt is not repaired, a repair is all that can follow. */
    private static List<Moment> followed(Before before, String unit, int n, String at) {
        List<Next> nexts = before == Before.DAMAGED
                ? List.of(Next.REPAIR)
                : CrashRows.isThorough() ? List.of(Next.values()) : List.of(Next.values()[n % Next.values().length]);
        return nexts.stream().map(next -> new Moment(before, unit, n, at, next)).toList();
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static RepairScene prepare(Path directory, Before before) throws IOException {
        RepairScene scene = RepairScene.prepare(directory);
        for (String name : List.of("own", "next")) {
            CrashScene.pdb(source(directory, name), name, name);
        }
        if (before == Before.DAMAGED) {
            scene.damage();
            return scene;
        }
        scene.damageLightly();
        boolean[] committed = {false};
        CrashStorage.Point end = CrashStorage.before(call -> {
            if (committed[0]) {
                throw new IOException("the end of the add");
            }
            committed[0] = call.startsWith("claim") && call.endsWith(".pending");
        });
        try (StoreStorage storage = new CrashStorage(scene.open(), end)) {
            CrashScene.add(storage, "own", source(directory, "own"));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("recorded but not finished");
        }
        assertThat(committed[0]).isTrue();
        return scene;
    }

    private static Path source(Path directory, String name) {
        return directory.resolve("src").resolve(name + ".pdb");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void nothingIsLostAndTheNextWriterGoesOn(Moment moment) throws Exception {
        RepairScene scene = prepare(directory, moment.before());
        ChildProcess.Spec spec = CrashIT.child(
                RepairCrashChild.class, directory.toString(), moment.unit(), Integer.toString(moment.n()));
        try (ChildProcess child = ChildProcess.start(spec)) {
            child.awaitOutput("\n");
            child.process().destroyForcibly(); // SIGKILL
            assertThat(child.await().out()).startsWith("STOPPED at ");
        }
        Path next = source(directory, "next");
        switch (moment.next()) {
            case ADD -> assertThat(scene.store().add(next).count("stored")).isEqualTo(1);
            case DEL -> assertThat(scene.store().delete("6").errors()).isZero();
            case REPAIR -> assertThat(scene.repair().isClean()).isTrue();
        }
        assertThat(scene.repair().isClean()).isTrue();
        assertThat(scene.store().problems()).isEmpty();
        new LeftOvers(scene.store().root()).assertGone(scene::repair, moment.toString());
        check(scene, moment);
    }

    private void check(RepairScene scene, Moment moment) throws IOException {
        if (moment.before() == Before.DAMAGED) {
            assertThat(scene.tree()).isEqualTo(scene.sound());
            return;
        }
        Map<String, String> tree = scene.tree();
        Map<String, String> kept = new LinkedHashMap<>(scene.sound());
        kept.keySet().removeIf(path -> path.matches("000Admin/(lastid|server|history)[.]txt"));
        assertThat(tree).containsAllEntriesOf(kept);
        StoredFiles files = new StoredFiles(scene.store().root());
        boolean own = moment.next() != Next.DEL;
        assertThat(files.stored("own.pdb")).isEqualTo(own ? Files.readAllBytes(source(directory, "own")) : new byte[0]);
        assertThat(files.stored("next.pdb"))
                .isEqualTo(moment.next() == Next.ADD ? Files.readAllBytes(source(directory, "next")) : new byte[0]);
        int ids = moment.next() == Next.REPAIR ? 6 : 7;
        assertThat(CrashIT.contiguousIds(scene.store().root())).hasSize(ids);
        assertThat(scene.read("000Admin/lastid.txt")).isEqualTo("000000000" + ids);
        assertThat(scene.read("000Admin/server.txt").lines().map(line -> line.substring(9, 10)))
                .containsExactlyElementsOf(
                        switch (moment.next()) {
                            case ADD -> List.of("1", "2", "5", "6", "7");
                            case DEL -> List.of("1", "2", "5");
                            case REPAIR -> List.of("1", "2", "5", "6");
                        });
    }
}
