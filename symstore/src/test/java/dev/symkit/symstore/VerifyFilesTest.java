// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static dev.symkit.symstore.VerifyScene.KEY;
import static dev.symkit.symstore.VerifyScene.ONE;
import static dev.symkit.symstore.VerifyScene.POINTER;
import static dev.symkit.symstore.VerifyScene.TWO;
import static dev.symkit.symstore.VerifyScene.entry;
import static dev.symkit.symstore.VerifyScene.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.verify.Problem;
import dev.symkit.symstore.verify.VerifyReport;
import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with stored files and pointers. Each case damages a {@link VerifyScene}. */
class VerifyFilesTest {
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
    void findsMissingFiles() throws IOException {
        scene.delete("c.exe/5A0BC0C6c83000/c.ex_");
        scene.assertProblem(Problem.MISSING_FILE, "c.exe/5A0BC0C6c83000/c.exe", "");
    }

    @Test
    void findsFilesUnderAWrongKey() throws IOException {
        scene.image(KEY + "/a.exe", 0x11223344L);
        assertThat(scene.problems())
                .containsExactly(
                        new Problem(Problem.WRONG_KEY, KEY + "/a.exe", "", "the key of the file is 11223344c83000"));
        scene.write(KEY + "/a.exe", "");
        scene.assertProblem(Problem.WRONG_KEY, KEY + "/a.exe", "");
        scene.write(KEY + "/a.exe", "Microsoft C/C++ MSF 7.00\r\n\u001aDS\0\0\0");
        scene.assertProblem(Problem.DAMAGED_FILE, KEY + "/a.exe", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.exe/5a0bc0c6C83000", "a.exe/elf-buildid-0123"})
    void acceptsOtherFormsOfKeys(String key) throws IOException {
        Files.move(scene.path(KEY), scene.path(key));
        if (key.contains("-")) {
            scene.write(key + "/a.exe", "\u007fELF");
            scene.write("000Admin/" + ONE, entry(key) + entry("c.exe/5A0BC0C6c83000"));
            scene.write("000Admin/" + TWO, entry(key) + entry(POINTER));
        }
        assertThat(scene.problems()).isEmpty();
    }

    @Test
    void acceptsAnImageWithoutTimestampUnderItsSize() throws IOException {
        scene.image("z.exe/c83000/z.exe", 0);
        scene.write("z.exe/c83000/refs.ptr", ref(ONE, "file"));
        assertThat(scene.problems()).isEmpty();
    }

    @Test
    void looksIntoCompressedFiles() throws IOException {
        String path = "c.exe/5A0BC0C6c83000/c.ex_";
        scene.compressedImage(path, 0x11223344L);
        scene.assertProblem(Problem.WRONG_KEY, path, "");
        scene.compressedImage(path, 0x5A0BC0C6L);
        byte[] cabinet = Files.readAllBytes(scene.path(path));
        Files.write(scene.path(path), Arrays.copyOf(cabinet, cabinet.length - 3));
        scene.assertProblem(Problem.DAMAGED_FILE, path, "");
        cabinet[0x1E] = 1; // part of a set, as SymStore leaves very large files
        Files.write(scene.path(path), cabinet);
        scene.assertProblem(Problem.DAMAGED_FILE, path, "");
        assertThat(scene.problems().get(0).message()).contains("part 1 of a set");
        scene.write(path, "not compressed");
        scene.assertProblem(Problem.DAMAGED_FILE, path, "");
    }

    @Test
    void findsMissingAndExtraPointers() throws IOException {
        scene.delete(POINTER + "/file.ptr");
        scene.assertProblem(Problem.MISSING_POINTER, POINTER + "/file.ptr", TWO);
        scene.write(POINTER + "/file.ptr", "C:\\out\\x");
        scene.write(KEY + "/file.ptr", "C:\\p.exe");
        scene.assertProblem(Problem.EXTRA_POINTER, KEY + "/file.ptr", TWO);
    }

    @Test
    void findsPointersThatPointElsewhere() throws IOException {
        scene.write(POINTER + "/file.ptr", "C:\\elsewhere");
        scene.assertProblem(Problem.WRONG_POINTER, POINTER + "/file.ptr", TWO);
        scene.write(POINTER + "/file.ptr", "MSG: not given out any more");
        assertThat(scene.problems()).isEmpty();
        scene.write(POINTER + "/file.ptr", "PATH:C:\\out\\x\r\nMSG: with a message");
        assertThat(scene.problems()).isEmpty();
        scene.write(POINTER + "/file.ptr", " ".repeat(40_000));
        scene.assertProblem(Problem.WRONG_POINTER, POINTER + "/file.ptr", TWO);
    }

    @Test
    void notesTargetsThatAreGoneIfAskedTo() throws IOException {
        String gone = Path.of("no-such-directory", "p.exe").toAbsolutePath().toString();
        scene.write(POINTER + "/refs.ptr", TWO + ",ptr,\"" + gone + "\",bin,,N,,");
        scene.write(POINTER + "/file.ptr", gone);
        assertThat(scene.problems()).isEmpty();
        VerifyReport report = new VerifyStore().run(VerifyScene.request(scene.storage(), true));
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).containsExactly(POINTER + "/file.ptr: its target is gone: " + gone);
    }
}
