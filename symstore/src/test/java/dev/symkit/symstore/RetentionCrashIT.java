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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Deletes of several transactions, merges and adoptions are killed (SIGKILL) before calls that change the store: every third of them
 * and those about a plan, all if {@code symkit.test.kills} is 100 or more.
 */
final class RetentionCrashIT {
    @TempDir
    private Path directory;

    /** A moment to kill a writer at: before the n-th call, and how many transactions were committed by then. */
    private record Moment(RetentionScene.Verb verb, int n, String call, int committed) {
        @Override
        public String toString() {
            return verb + " before call " + n + ", " + call;
        }
    }

    static List<Moment> moments() throws IOException {
        List<Moment> all = new ArrayList<>();
        for (RetentionScene.Verb verb : RetentionScene.Verb.values()) {
            Path scratch = Files.createTempDirectory("symkit-moments");
            try {
                all.addAll(moments(scratch, verb));
            } finally {
                delete(scratch);
            }
        }
        return CrashRows.thinned(all, moment -> moment.call().endsWith(".pending"));
    }

    private static List<Moment> moments(Path scratch, RetentionScene.Verb verb) throws IOException {
        RetentionScene scene = RetentionScene.prepare(scratch, verb);
        List<Moment> moments = new ArrayList<>();
        int[] committed = {0};
        CrashStorage.Point point = CrashStorage.before(call -> {
            moments.add(new Moment(verb, moments.size() + 1, call, committed[0]));
            committed[0] += call.startsWith("claim") && call.endsWith(".pending") ? 1 : 0;
        });
        try (StoreStorage storage = new CrashStorage(scene.open(), point)) {
            scene.run(storage);
        }
        return moments;
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void whatWasCommittedIsThereAndTheRunCanBeRepeated(Moment moment) throws Exception {
        RetentionScene scene = RetentionScene.prepare(directory, moment.verb());
        ChildProcess.Spec spec = CrashIT.child(
                RetentionCrashChild.class, directory.toString(), moment.verb().name(), Integer.toString(moment.n()));
        try (ChildProcess child = ChildProcess.start(spec)) {
            child.awaitOutput("\n");
            child.process().destroyForcibly(); // SIGKILL
            assertThat(child.await().out()).startsWith("STOPPED at " + moment.call());
        }
        scene.recover();
        int live = moment.verb() == RetentionScene.Verb.DEL ? 2 - moment.committed() : moment.committed();
        assertThat(scene.check(moment.toString())).isEqualTo(live);
        scene.complete(moment.toString());
    }
}
