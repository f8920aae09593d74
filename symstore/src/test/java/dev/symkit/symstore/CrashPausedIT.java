// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The last row of the table of symbol-store-format 8.5: the writer is paused (SIGSTOP) with the lock, the lock is stolen, another
 * process commits, the writer wakes (SIGCONT). The age of the lock is not waited for: the test takes both lock files away,
 * as they are for a thief on another host.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGSTOP there")
final class CrashPausedIT {
    @TempDir
    private Path directory;

    static List<CrashRows.Row> rows() throws IOException {
        List<CrashRows.Row> rows = new ArrayList<>();
        for (CrashKind kind : List.of(CrashKind.ADD, CrashKind.DEL)) {
            Path scratch = Files.createTempDirectory("symkit-paused");
            try {
                CrashRows.calls(scratch, kind).stream()
                        .filter(row -> !row.row().equals(CrashRows.STAGED))
                        .forEach(rows::add);
            } finally {
                try (Stream<Path> paths = Files.walk(scratch)) {
                    for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        }
        return CrashRows.thinned(
                rows, row -> row.row().equals(CrashRows.COMMITTED) || row.at().endsWith(".pending"));
    }

    /** The thief finishes the plan, if there is one, and does something else. */
    @ParameterizedTest(name = "writer paused, lock stolen; {0}")
    @MethodSource("rows")
    void changesNothingWhenItWakes(CrashRows.Row row) throws Exception {
        CrashScene scene = CrashScene.prepare(directory, row.kind());
        try (ChildProcess child = paused(row, "run")) {
            scene.breakLock();
            scene.recover();
            String out = wake(child);
            scene.recover();
            boolean present = new CrashCheck(scene).run(row + ": " + out);
            assertThat(present).as(out).isEqualTo(row.isCommitted());
            assertSaysSo(out, present);
        }
    }

    /** The thief does just what the writer was about to do. */
    @ParameterizedTest(name = "writer paused, lock stolen by its like; {0}")
    @MethodSource("rows")
    void changesNothingWhenItWakesAfterItsLike(CrashRows.Row row) throws Exception {
        CrashScene scene = CrashScene.prepare(directory, row.kind());
        try (ChildProcess child = paused(row, "run")) {
            scene.breakLock();
            again(scene);
            String out = wake(child);
            scene.recover();
            assertSaysSo(out, row.isCommitted());
            assertThat(new CrashCheck(scene).liveOnes(row + ": " + out))
                    .isEqualTo(row.kind() == CrashKind.DEL ? 0 : row.isCommitted() ? 2 : 1);
        }
    }

    /** The writer wakes just before its commit, gets as far as to name its plan, which is too late, and is killed. */
    @ParameterizedTest(name = "writer paused, lock stolen, writer wakes and is killed; {0}, by its like: {1}")
    @CsvSource({"ADD,true", "ADD,false", "DEL,true", "DEL,false"})
    void aPlanThatComesTooLateIsNotCarriedOut(CrashKind kind, boolean like) throws Exception {
        CrashRows.Row row = rows().stream()
                .filter(each -> each.kind() == kind && each.at().endsWith(".pending"))
                .findFirst()
                .orElseThrow();
        assertThat(row.at()).startsWith("claim");
        CrashScene scene = CrashScene.prepare(directory, kind);
        try (ChildProcess child = paused(row, "run-on")) {
            scene.breakLock();
            if (like) {
                again(scene);
            } else {
                scene.recover();
            }
            signal(child, "CONT");
            OutputStream stdin = child.process().getOutputStream();
            stdin.write('\n');
            stdin.flush();
            child.awaitOutput("STOPPED at sync");
            child.process().destroyForcibly(); // SIGKILL
            child.await();
        }
        scene.recover();
        int before = kind == CrashKind.DEL ? 1 : 0;
        int change = kind == CrashKind.DEL ? -1 : 1;
        assertThat(new CrashCheck(scene).liveOnes(row.toString())).isEqualTo(before + (like ? change : 0));
    }

    /** The disturbed transaction once more; a del may find that there is nothing left to delete. */
    private static void again(CrashScene scene) throws IOException {
        try (StoreStorage storage = scene.open()) {
            scene.run(storage);
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(StoreException.Reason.UNKNOWN_TRANSACTION);
        }
    }

    private static void assertSaysSo(String out, boolean present) {
        if (out.contains("FAILED")) {
            assertThat(out)
                    .containsPattern(
                            present
                                    ? "is recorded but not finished"
                                    : "nothing was changed|Transaction 0000000002 not found");
        } else {
            assertThat(present).as(out).isTrue();
        }
    }

    /** A writer that reached its place and got SIGSTOP. */
    private ChildProcess paused(CrashRows.Row row, String what) throws Exception {
        ChildProcess child = ChildProcess.start(CrashIT.child(
                CrashChild.class, "stop", directory.toString(), row.kind().name(), what, Integer.toString(row.n())));
        child.awaitOutput("\n");
        signal(child, "STOP");
        return child;
    }

    private static String wake(ChildProcess child) throws Exception {
        signal(child, "CONT");
        try (OutputStream stdin = child.process().getOutputStream()) {
            stdin.write('\n');
        }
        return child.await().out();
    }

    private static void signal(ChildProcess child, String name) throws Exception {
        ChildProcess.Result kill = ChildProcess.run(ChildProcess.Spec.of(
                List.of("kill", "-" + name, Long.toString(child.process().pid()))));
        assertThat(kill.exit()).as(kill.err()).isZero();
    }
}
