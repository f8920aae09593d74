// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.Answers;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCommandsTest {
    @TempDir
    Path folder;

    private Answers shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Answers(folder, "path1;" + folder.resolve("path2"));
        for (String name :
                new String[] {"a/b/app.exe", "a/app.exe", "a/app.dbg", "a/c++.dll", "z/APP.EXE", "z/app.exe.dbg"}) {
            shell.write(name, new byte[1]);
        }
    }

    @AfterEach
    void stop() throws Exception {
        shell.close();
    }

    @Test
    void imagesOfANameAreListedInTheWholeTree() {
        assertThat(shell.to("findexe app.exe")).isEqualTo("DIR/a/app.exe\nDIR/a/b/app.exe\nDIR/z/APP.EXE\n");
        assertThat(shell.to("findexe app.exe a\\b")).isEqualTo("DIR/a/b/app.exe\n");
        assertThat(shell.to("findexe app.exe a/b")).isEqualTo("DIR/a/b/app.exe\n");
        assertThat(shell.to("findexe none.exe")).isEmpty();
        assertThat(shell.to("findexe c++.dll")).isEqualTo("DIR/a/c++.dll\n");
        assertThat(shell.fields()).containsExactly("file=" + folder.resolve("a").resolve("c++.dll"));
    }

    @Test
    void theExtensionOfDbgFilesMayBeLeftOut() {
        assertThat(shell.to("finddbg app.dbg")).isEqualTo("DIR/a/app.dbg\n");
        assertThat(shell.to("finddbg app")).isEqualTo("DIR/a/app.dbg\n");
        assertThat(shell.to("finddbg app.exe")).isEqualTo("DIR/a/app.dbg\nDIR/z/app.exe.dbg\n");
    }

    @Test
    void anyFileIsFoundByWildcards() throws IOException {
        shell.write("my files/x y.txt", new byte[1]);
        assertThat(shell.to("dir *.d?? a")).isEqualTo("DIR/a/app.dbg\nDIR/a/c++.dll\n");
        assertThat(shell.to("dir \"x y.txt\" my files")).isEqualTo("DIR/my files/x y.txt\n");
        assertThat(shell.to("dir \"x y.txt\" \"my files\"")).isEqualTo("DIR/my files/x y.txt\n");
        assertThat(shell.to("dir * nowhere")).isEqualTo("error 0x3 looking for *\n");
    }

    @Test
    void theFirstFileOfATreeIsFound() {
        assertThat(shell.to("srchtree a app.exe")).isEqualTo("found DIR/a/app.exe\n");
        assertThat(shell.to("srchtree . APP.*")).isEqualTo("found DIR/a/app.dbg\n");
        assertThat(shell.to("srchtree a none.exe")).isEqualTo("error 0x2 looking for none.exe\n");
        assertThat(shell.to("srchtree nowhere app.exe")).isEqualTo("error 0x3 looking for app.exe\n");
    }

    @Test
    void loopsOfLinksAreEnteredOnce() throws IOException {
        try {
            Files.createSymbolicLink(folder.resolve("a/b/up"), folder);
            Files.createSymbolicLink(folder.resolve("a/b/self"), folder.resolve("a/b/self"));
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("SKIPPED (links): no symbolic links here");
        }
        assertThat(shell.to("findexe app.exe")).isEqualTo("DIR/a/app.exe\nDIR/a/b/app.exe\nDIR/z/APP.EXE\n");
    }

    @Test
    void filesAreFoundAlongTheSymbolPath() throws IOException {
        byte[] image = new PeBuilder().build();
        shell.write("path2/dll/lib.dll", image);
        assertThat(shell.to("ffpath lib.dll"))
                .contains("DIR/path2/lib.dll\n")
                .endsWith("DIR/path2/dll/lib.dll\nfound DIR/path2/dll/lib.dll\n");
        assertThat(shell.to("ffpath none.dll")).endsWith("error 0x2 looking for none.dll\n");
        shell.write("path2/notes.txt", "some words".getBytes(StandardCharsets.US_ASCII));
        assertThat(shell.to("ffpath notes.txt")).endsWith("DIR/path2/notes.txt\nfound DIR/path2/notes.txt\n");
        shell.write("path3/lib.dll", image);
        assertThat(shell.to("ffpath lib.dll path3")).isEqualTo("DIR/path3/lib.dll\nfound DIR/path3/lib.dll\n");
    }

    @Test
    void theHomeDirectoryIsShownAndSet() {
        assertThat(shell.to("home")).matches("base:DIR/(\\S+)\n sym:DIR/\\1/sym\n src:DIR/\\1/src\n");
        assertThat(shell.to("home my home")).endsWith("""


                        setting home directory to [my home]
                        base:DIR/my home
                         sym:DIR/my home/sym
                         src:DIR/my home/src
                        """);
        assertThat(shell.to("home")).startsWith("base:DIR/my home\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"findexe", "finddbg", "dir", "srchtree", "srchtree a", "ffpath"})
    void missingPartsAreExplained(String line) {
        assertThat(shell.to(line)).matches(line.split(" ", -1)[0] + " [A-Z\\[\\] ]+ : .+\\n");
    }
}
