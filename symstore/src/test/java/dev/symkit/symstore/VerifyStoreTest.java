// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static dev.symkit.symstore.VerifyScene.KEY;
import static dev.symkit.symstore.VerifyScene.ONE;
import static dev.symkit.symstore.VerifyScene.POINTER;
import static dev.symkit.symstore.VerifyScene.THREE;
import static dev.symkit.symstore.VerifyScene.TWO;
import static dev.symkit.symstore.VerifyScene.ref;
import static dev.symkit.symstore.VerifyScene.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.verify.Problem;
import dev.symkit.symstore.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with references and transactions. Each case damages a {@link VerifyScene}. */
class VerifyStoreTest {
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
    void findsNothingWrongWithASoundStore() throws IOException {
        assertThat(scene.problems()).isEmpty();
        assertThat(scene.path("000Admin/.symstore.lock")).doesNotExist(); // the lock was not even looked at
    }

    @Test
    void leavesForeignAndEmptyThingsAlone() throws IOException {
        Files.createDirectories(scene.path("empty.pdb/12"));
        scene.write("000Admin/tmp-1/alive", "");
        scene.write("000Admin/foreign.txt", "x");
        scene.write("readme.txt", "x");
        scene.write(".symproxy/x/refs.ptr", "rubbish");
        scene.write("cached.exe/1234/cached.exe", "not SymStore's: no references");
        scene.write(KEY + "/foreign.txt", "x");
        assertThat(scene.problems()).isEmpty();
    }

    @Test
    void readsBothLayoutsOfATwoTierStore() throws IOException {
        scene.write("index2.txt", "");
        Files.createDirectories(scene.path("a"));
        Files.move(scene.path("a.exe"), scene.path("a/A.exe"));
        assertThat(VerifyScene.verify(scene.storage()).problems()).isEmpty();
        scene.delete("a/A.exe/5A0BC0C6c83000/a.exe");
        assertThat(VerifyScene.verify(scene.storage()).problems())
                .containsExactly(new Problem(
                        Problem.MISSING_FILE, "a/A.exe/5A0BC0C6c83000/A.exe", "", "the stored file is missing"));
    }

    @Test
    void findsReferencesToNoLiveTransaction() throws IOException {
        scene.write(KEY + "/refs.ptr", ref(ONE, "file") + "\r\n" + ref(TWO, "file") + "\r\n" + ref(THREE, "file"));
        scene.assertProblem(Problem.UNKNOWN_TRANSACTION, KEY + "/refs.ptr", THREE);
    }

    @Test
    void findsMalformedReferences() throws IOException {
        scene.write(KEY + "/refs.ptr", ref(ONE, "file") + "\r\n" + ref(TWO, "file") + "\r\nrubbish");
        scene.assertProblem(Problem.REFS, KEY + "/refs.ptr", "");
    }

    @Test
    void findsTransactionsWithoutFileAndMalformedLines() throws IOException {
        scene.delete("000Admin/" + TWO);
        scene.assertProblem(Problem.TRANSACTION, "000Admin/" + TWO, TWO);
        scene.write("000Admin/" + TWO, "rubbish\r\n");
        scene.assertProblem(Problem.TRANSACTION, "000Admin/" + TWO, TWO);
    }

    @Test
    void findsEntriesWithoutReference() throws IOException {
        scene.write(KEY + "/refs.ptr", ref(ONE, "file"));
        scene.assertProblem(Problem.NO_REFERENCE, KEY, TWO);
        scene.delete(KEY + "/refs.ptr");
        assertThat(scene.problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.NO_REFERENCE, Problem.NO_REFERENCE);
        assertThat(scene.problems()).extracting(Problem::id).containsExactly(ONE, TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "000000000x", "00000000004"})
    void findsAMalformedLastId(String text) throws IOException {
        scene.write("000Admin/lastid.txt", text);
        scene.assertProblem(Problem.LAST_ID, "000Admin/lastid.txt", "");
    }

    @Test
    void findsALastIdThatIsMissingOrTooSmall() throws IOException {
        scene.write("000Admin/lastid.txt", THREE);
        scene.assertProblem(Problem.LAST_ID, "000Admin/lastid.txt", THREE);
        scene.delete("000Admin/lastid.txt");
        scene.assertProblem(Problem.LAST_ID, "000Admin/lastid.txt", "");
    }

    @ParameterizedTest
    @CsvSource({"'0000000002,add,', 0000000002", "'0000000006,add,', 0000000006", "rubbish, ''"})
    void findsADamagedHistory(String line, String id) throws IOException {
        scene.write("000Admin/lastid.txt", "0000000009");
        String sound = server(ONE) + server(TWO) + server(THREE) + "0000000004,del,0000000003\r\n";
        scene.write("000Admin/history.txt", sound + line);
        scene.assertProblem(Problem.HISTORY, "000Admin/history.txt", id);
    }

    @Test
    void findsADamagedServerFile() throws IOException {
        scene.write("000Admin/server.txt", server(ONE) + server(TWO) + "rub\tbish\r\n");
        assertThat(scene.problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("not a transaction: rub?bish");
        scene.write("000Admin/server.txt", server(TWO) + server(ONE));
        scene.assertProblem(Problem.SERVER, "000Admin/server.txt", ONE);
        scene.delete("000Admin/server.txt");
        assertThat(scene.problems())
                .extracting(Problem::kind)
                .startsWith(Problem.SERVER)
                .contains(Problem.UNKNOWN_TRANSACTION);
    }

    @Test
    void aStoreWithoutReferencesIsCheckedForEntriesAndKeys() throws IOException {
        scene.write("000Admin/norefs", "");
        scene.delete(KEY + "/refs.ptr");
        assertThat(scene.problems()).isEmpty();
        scene.delete("c.exe/5A0BC0C6c83000/c.ex_");
        scene.assertProblem(Problem.MISSING_FILE, "c.exe/5A0BC0C6c83000", ONE);
        scene.compressedImage("c.exe/5A0BC0C6c83000/c.ex_", 0x11223344L);
        scene.assertProblem(Problem.WRONG_KEY, "c.exe/5A0BC0C6c83000/c.ex_", "");
    }

    @Test
    void aStoreInWhichNothingHasReferencesIsTakenForOne() throws IOException {
        scene.delete(KEY + "/refs.ptr");
        scene.delete("c.exe/5A0BC0C6c83000/refs.ptr");
        scene.delete(POINTER + "/refs.ptr");
        VerifyReport report = VerifyScene.verify(scene.storage());
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).singleElement().asString().contains("-:NOREFS");
    }

    @Test
    void givesProblemsInAFixedOrder() throws IOException {
        scene.write("000Admin/lastid.txt", "x");
        scene.write("000Admin/history.txt", "x");
        scene.delete("000Admin/" + TWO);
        scene.delete(POINTER + "/file.ptr");
        scene.delete("c.exe/5A0BC0C6c83000/c.ex_");
        scene.image(KEY + "/a.exe", 1);
        assertThat(scene.problems())
                .extracting(Problem::kind)
                .containsExactly(
                        Problem.LAST_ID,
                        Problem.HISTORY,
                        Problem.TRANSACTION,
                        Problem.MISSING_FILE,
                        Problem.MISSING_POINTER,
                        Problem.WRONG_KEY);
    }
}
