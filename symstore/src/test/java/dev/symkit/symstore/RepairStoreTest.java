// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symstore.verify.Problem;
import dev.symkit.symstore.verify.RepairStore;
import dev.symkit.symstore.verify.VerifyReport;
import dev.symkit.symstore.verify.VerifyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a sound store in one way after the other. */
class RepairStoreTest {
    private static final String ONE = "0000000001";
    private static final String TWO = "0000000002";

    @TempDir
    private Path directory;

    private RepairScene scene;

    @BeforeEach
    void makeStore() throws IOException {
        scene = RepairScene.prepare(directory);
    }

    private VerifyReport repair() throws IOException {
        VerifyReport report = scene.repair();
        assertThat(scene.repair().problems())
                .as("what a second repair finds")
                .containsExactlyElementsOf(report.problems().stream()
                        .filter(problem -> !report.repaired().contains(problem))
                        .toList());
        return report;
    }

    /** The store is as it was before it was damaged. */
    private void assertRestored(String... kinds) throws IOException {
        VerifyReport report = repair();
        assertThat(report.problems()).extracting(Problem::kind).containsExactly(kinds);
        assertThat(report.isClean()).isTrue();
        assertThat(scene.tree()).isEqualTo(scene.sound());
    }

    /** Nothing was changed. */
    private void assertLeft(String kind) throws IOException {
        Map<String, String> before = scene.tree();
        VerifyReport report = repair();
        assertThat(report.problems()).extracting(Problem::kind).contains(kind);
        assertThat(report.isClean()).isFalse();
        assertThat(report.repaired()).isEmpty();
        assertThat(scene.tree()).isEqualTo(before);
    }

    @Test
    void leavesASoundStoreAlone() throws IOException {
        assertRestored();
    }

    @Test
    void correctsLastId() throws IOException {
        scene.write("000Admin/lastid.txt", "x");
        assertRestored(Problem.LAST_ID);
        scene.write("000Admin/lastid.txt", ONE);
        assertRestored(Problem.LAST_ID);
        scene.delete("000Admin/lastid.txt");
        assertRestored(Problem.LAST_ID);
    }

    @Test
    void makesServerAnewFromHistory() throws IOException {
        scene.delete("000Admin/server.txt");
        VerifyReport report = repair();
        assertThat(report.problems()).extracting(Problem::kind).contains(Problem.SERVER, Problem.UNKNOWN_TRANSACTION);
        assertThat(report.isClean()).isTrue();
        assertThat(scene.tree()).isEqualTo(scene.sound());
    }

    @Test
    void doesNotTakeTransactionsForGoneThatADamagedServerFileLost() throws IOException {
        String server = scene.read("000Admin/server.txt");
        scene.write("000Admin/server.txt", server.replaceFirst("\r\n.*", "\r\n"));
        assertLeft(Problem.UNKNOWN_TRANSACTION);
        scene.write("000Admin/server.txt", "rubbish\r\n");
        assertLeft(Problem.SERVER);
    }

    @Test
    void makesReferencesAnewFromTransactions() throws IOException {
        scene.delete(scene.shared() + "/refs.ptr");
        assertRestored(Problem.NO_REFERENCE, Problem.NO_REFERENCE);
        scene.delete(scene.pointer() + "/refs.ptr");
        VerifyReport report = repair();
        assertThat(report.isClean()).isTrue();
        assertThat(scene.read(scene.pointer() + "/refs.ptr")).isEqualTo("0000000005,ptr,\"/elsewhere/p.pdb\",,,N,,");
    }

    @Test
    void addsAReferenceAtItsPlace() throws IOException {
        String refs = scene.read(scene.shared() + "/refs.ptr");
        scene.write(scene.shared() + "/refs.ptr", refs.substring(refs.indexOf('\n') + 1));
        assertRestored(Problem.NO_REFERENCE);
        scene.write(scene.shared() + "/refs.ptr", refs.substring(0, refs.indexOf('\r')));
        assertRestored(Problem.NO_REFERENCE);
    }

    @Test
    void dropsMalformedReferences() throws IOException {
        String path = scene.shared() + "/refs.ptr";
        scene.write(path, scene.read(path) + "\r\nrubbish");
        assertRestored(Problem.REFS);
        scene.write(path, "\u0000\u0000\u0000");
        assertRestored(Problem.NO_REFERENCE, Problem.NO_REFERENCE, Problem.REFS);
    }

    @Test
    void keepsMalformedReferencesWhileATransactionCannotBeRead() throws IOException {
        String path = scene.shared() + "/refs.ptr";
        scene.write(path, scene.read(path) + "\r\nrubbish");
        scene.write("000Admin/" + TWO, scene.read("000Admin/" + TWO) + "rubbish\r\n");
        assertLeft(Problem.REFS);
        scene.delete("000Admin/" + TWO);
        assertLeft(Problem.TRANSACTION);
    }

    @Test
    void removesReferencesOfTransactionsThatAreGone() throws IOException {
        String path = scene.shared() + "/refs.ptr";
        scene.write(path, scene.read(path) + "\r\n0000000003,file,\"x\",pri,,N,,");
        assertRestored(Problem.UNKNOWN_TRANSACTION);
    }

    @Test
    void keepsTheStoredFileOfAnEntryWithoutReferences() throws IOException {
        scene.write("z.pdb/1/z.pdb", "stored");
        scene.write("z.pdb/1/file.ptr", "x");
        scene.write("z.pdb/1/refs.ptr", "0000000009,ptr,\"x\",pri,,N,,");
        VerifyReport report = repair();
        assertThat(report.repaired()).extracting(Problem::kind).contains(Problem.UNKNOWN_TRANSACTION);
        assertThat(scene.tree().keySet())
                .contains("z.pdb/1/z.pdb")
                .doesNotContain("z.pdb/1/file.ptr", "z.pdb/1/refs.ptr");
    }

    @Test
    void makesPointersWhatTheNewestReferenceSays() throws IOException {
        scene.write(scene.pointer() + "/file.ptr", "/wrong");
        assertRestored(Problem.WRONG_POINTER);
        scene.write(scene.pointer() + "/file.ptr", "x".repeat(40_000));
        assertRestored(Problem.WRONG_POINTER);
        scene.delete(scene.pointer() + "/file.ptr");
        assertRestored(Problem.MISSING_POINTER);
        scene.write(scene.shared() + "/file.ptr", "/wrong");
        assertRestored(Problem.EXTRA_POINTER);
    }

    @Test
    void keepsThePointerOfAnEntryWhoseFileIsLost() throws IOException {
        scene.write(scene.shared() + "/file.ptr", "/wrong");
        scene.delete(scene.shared() + "/s.pdb");
        assertLeft(Problem.MISSING_FILE);
    }

    @Test
    void doesNotInventReferencesToFilesThatAreLost() throws IOException {
        scene.delete(scene.shared() + "/s.pdb");
        scene.delete(scene.shared() + "/refs.ptr");
        assertLeft(Problem.NO_REFERENCE);
    }

    @Test
    void leavesWhatItCannotKnow() throws IOException {
        scene.write(scene.shared() + "/s.pdb", "rubbish");
        assertLeft(Problem.WRONG_KEY);
        scene.write("000Admin/history.txt", "x");
        assertLeft(Problem.HISTORY);
    }

    @Test
    void removesEmptyDirectoriesAndAbandonedStaging() throws IOException {
        Files.createDirectories(scene.path("e.pdb/1"));
        Files.createDirectories(scene.path("f.pdb/2"));
        Files.createDirectories(scene.path("000Admin/tmp-4dd1b6a5-6f0c-4c8d-9f11-5a7d2b0f6a01"));
        scene.write("000Admin/tmp-4dd1b6a5-6f0c-4c8d-9f11-5a7d2b0f6a01/alive", "");
        VerifyReport report = repair();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).containsExactly("2 empty directories were removed.");
        assertThat(scene.path("e.pdb")).doesNotExist();
        assertThat(scene.path("f.pdb")).doesNotExist();
        assertThat(scene.tree()).isEqualTo(scene.sound());
    }

    @Test
    void removesAPlanThatWasNeverBegun() throws IOException {
        scene.write("000Admin/0000000006.pending", "symkit-plan 1\n");
        assertRestored(Problem.UNFINISHED);
    }

    @Test
    void touchesNothingBeforeAConversionIsFinished() throws IOException {
        scene.write("000Admin/convert.journal", "2");
        scene.write("000Admin/lastid.txt", "x");
        assertThatThrownBy(this::repair)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.UNFINISHED_CONVERSION));
        assertThat(scene.read("000Admin/lastid.txt")).isEqualTo("x");
    }

    @Test
    void mendsNothingInAStoreWithoutReferences() throws IOException {
        scene.write("000Admin/norefs", "");
        scene.delete(scene.shared() + "/refs.ptr");
        scene.delete(scene.shared() + "/s.pdb");
        assertLeft(Problem.MISSING_FILE);
    }

    @Test
    void saysWhatIsNoStore() throws IOException {
        Path none = Files.createDirectory(directory.resolve("none"));
        try (StoreStorage storage = StoreStorages.local(none, new StorageOptions(false))) {
            VerifyRequest request = new VerifyRequest(storage, 1, Duration.ZERO, () -> false, directory, false);
            assertThatThrownBy(() -> new RepairStore().run(request))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_A_STORE));
            Files.writeString(none.resolve("pingme.txt"), "");
            assertThat(new RepairStore().run(request))
                    .isEqualTo(new VerifyReport(
                            List.of(), List.of("The store has no 000Admin directory: nothing to repair.")));
        }
    }
}
