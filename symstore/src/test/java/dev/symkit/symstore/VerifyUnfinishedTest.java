// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static dev.symkit.symstore.VerifyScene.KEY;
import static dev.symkit.symstore.VerifyScene.ONE;
import static dev.symkit.symstore.VerifyScene.POINTER;
import static dev.symkit.symstore.VerifyScene.TWO;
import static dev.symkit.symstore.VerifyScene.entry;
import static dev.symkit.symstore.VerifyScene.ref;
import static dev.symkit.symstore.VerifyScene.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.symstore.verify.Problem;
import dev.symkit.symstore.verify.VerifyReport;
import dev.symkit.symstore.verify.VerifyRequest;
import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that others change or have not finished changing, cannot be locked, or is none. Each case damages a {@link VerifyScene}. */
class VerifyUnfinishedTest {
    private VerifyScene scene;

    @BeforeEach
    void make() throws IOException {
        scene = VerifyScene.make();
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    @Test
    void namesAnUnfinishedConversionAndNotesEntriesLeftBehind() throws IOException {
        scene.write("000Admin/convert.journal", "2");
        scene.assertProblem(Problem.CONVERSION, "000Admin/convert.journal", "");
        scene.delete("000Admin/convert.journal");
        scene.write("index2.txt", "");
        VerifyReport report = VerifyScene.verify(scene.storage());
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).singleElement().asString().startsWith("3 entries are at their one-tier place");
    }

    @Test
    void anUnfinishedAddIsOneProblemAndWhatItChangesIsNone() throws IOException {
        String id = "0000000005";
        scene.write("000Admin/" + id + ".pending", plan("publish\ttext\tANY\t\th\t" + KEY + "/refs.ptr\n"));
        scene.write("000Admin/" + id, entry(KEY));
        scene.write(KEY + "/file.ptr", "half done");
        scene.write(POINTER + "/refs.ptr", ref(TWO, "ptr") + "\r\n" + ref(id, "ptr"));
        scene.assertProblem(Problem.UNFINISHED, "000Admin/" + id + ".pending", id);
    }

    @Test
    void anUnfinishedDelIsOneProblemAndWhatItChangesIsNone() throws IOException {
        String id = "0000000005";
        String plan = "publish\ttext\tANY\t\th\t000Admin/0000000002.deleted\nremove\tv\t" + POINTER + "/refs.ptr\n"
                + "publish\ttext\tANY\t\th\t" + KEY + "/refs.ptr\n";
        scene.write("000Admin/" + id + ".pending", plan(plan));
        scene.write("000Admin/server.txt", server(ONE));
        scene.write(KEY + "/refs.ptr", ref(ONE, "file"));
        scene.delete(POINTER + "/file.ptr");
        scene.assertProblem(Problem.UNFINISHED, "000Admin/" + id + ".pending", id);
    }

    @Test
    void aPlanThatIsNotWholeChangesNothing() throws IOException {
        scene.write("000Admin/0000000005.pending", "symkit-plan 1\npublish\ttext\tANY\t\th\t" + KEY + "/refs.ptr\n");
        scene.write(KEY + "/file.ptr", "wrong");
        assertThat(scene.problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.UNFINISHED, Problem.EXTRA_POINTER);
    }

    @Test
    void aPlanOfALaterVersionIsNamedAndChangesNothing() throws IOException {
        scene.write("000Admin/0000000005.pending", sealed("symkit-plan 2\n"));
        assertThat(scene.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.UNFINISHED);
            assertThat(problem.message()).contains("this version cannot carry out");
        });
    }

    private static String plan(String lines) {
        return sealed("symkit-plan 1\nid\t0000000005\ncommand\tadd\nhistory\t0\t00\n" + lines);
    }

    private static String sealed(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return text + "end\t" + HexFormat.of().formatHex(hash) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void looksAgainUnderTheLockAndForgetsWhatARunningAddLookedLike() throws IOException {
        scene.delete("c.exe/5A0BC0C6c83000/c.ex_");
        scene.image(KEY + "/a.exe", 1);
        VerifyReport report = VerifyScene.verify(scene.whenLocked(() -> {
            scene.compressedImage("c.exe/5A0BC0C6c83000/c.ex_", 0x5A0BC0C6L);
            scene.image(KEY + "/a.exe", 0x5A0BC0C6L);
        }));
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void keepsTheFirstFindingsOfAStoreThatCannotBeWritten() throws IOException {
        scene.delete("c.exe/5A0BC0C6c83000/c.ex_");
        VerifyReport report = VerifyScene.verify(scene.whenLocked(() -> {
            throw new AccessDeniedException("000Admin");
        }));
        assertThat(report.problems()).extracting(Problem::kind).containsExactly(Problem.MISSING_FILE);
        assertThat(report.notes()).singleElement().asString().contains("cannot be locked", "000Admin");
    }

    @Test
    void saysThatTheLockWasNotFree() throws IOException {
        scene.delete("c.exe/5A0BC0C6c83000/c.ex_");
        LockRequest request = new LockRequest(Duration.ofMinutes(1), "test", () -> false, holder -> {});
        try (StoreLock lock = scene.storage().lock(request)) {
            assertThat(lock.stillHeld()).isTrue();
            assertThatThrownBy(scene::problems)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.LOCK_TIMEOUT));
        }
    }

    @Test
    void saysWhatIsNoManagedStore() throws IOException {
        try (VerifyScene none = VerifyScene.empty()) {
            assertThatThrownBy(none::problems)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_A_STORE));
            none.write("pingme.txt", "");
            VerifyReport report = VerifyScene.verify(none.storage());
            assertThat(report.problems()).isEmpty();
            assertThat(report.notes()).singleElement().asString().contains("no 000Admin");
        }
    }

    @Test
    void canBeCancelled() throws IOException {
        VerifyRequest request =
                new VerifyRequest(scene.storage(), 2, Duration.ZERO, () -> true, scene.path("/tmp"), false);
        assertThatThrownBy(() -> new VerifyStore().run(request)).isInstanceOf(CancellationException.class);
    }
}
