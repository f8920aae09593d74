// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output and exit codes of runs that get as far as a store. */
final class CommandsTest {
    private static final UUID GUID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    @TempDir
    Path directory;

    private String separator = "";

    @BeforeEach
    void writeFiles() throws IOException {
        separator = directory.getFileSystem().getSeparator();
        write(
                "in/a.exe",
                new PeBuilder().timestamp(0x12345678).sizeOfImage(0x5000).build());
        write("in/note.txt", new byte[] {1});
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private SymStoreRun run(String line) {
        return SymStoreRun.of(directory, line.split(" "));
    }

    @Test
    void valuesThatOverlapAreNoError() {
        SymStoreRun run = run("add /f in /f in/a.exe /f in/*.exe /s S /t P");

        assertThat(run).isEqualTo(new SymStoreRun(0, """
                Finding ID...  0000000001

                SYMSTORE: Number of files stored = 1
                SYMSTORE: Number of errors = 0
                SYMSTORE: Number of files ignored = 1
                """, ""));
    }

    @Test
    void oneValueWithoutFilesIsAnErrorBesideOthers() {
        assertThat(run("add /f in /f none /s S /t P").code()).isEqualTo(1);
        SymStoreRun run = run("add /f in /f none /s S /t P --compat-exit");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("\nSYMSTORE ERROR: Class: Runtime. Desc: No files found matching 'none'.\n\n")
                .contains("SYMSTORE: Number of errors = 1\n");
    }

    @Test
    void nothingFoundUsesNoId() {
        assertThat(run("add /f none /s S /t P").out())
                .startsWith("SYMSTORE ERROR: Class: Runtime. Desc: No files found matching 'none'.\n\n")
                .contains("SYMSTORE: Number of errors = 0\n");
        SymStoreRun json = run("add /f @none /s S /t P --json");

        assertThat(json.code()).isEqualTo(2);
        assertThat(json.out())
                .isEqualTo("{\"verb\":\"add\",\"id\":\"\",\"store\":\"S\",\"stored\":0,\"errors\":0,\"ignored\":0,"
                        + "\"files\":[]}\n");
        assertThat(directory.resolve("S")).doesNotExist();
    }

    @Test
    void queryShowsPathsWithTheSeparatorOfTheStore() throws IOException {
        run("add /f in /s S /t P");
        write("other/b.exe", new PeBuilder().timestamp(1).sizeOfImage(0x1000).build());

        SymStoreRun found = run("query /f in /s S");
        SymStoreRun missing = run("query /f other /s S");

        assertThat(found.code()).isZero();
        assertThat(found.out())
                .contains(
                        "a.exe found: " + String.join(separator, "S", "a.exe", "123456785000", "a.exe") + " (file)\n");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.out()).contains("b.exe not found: b.exe" + separator + "000000011000\n");
        assertThat(run("query /f in/note.txt /s S").code()).isEqualTo(13);
        assertThat(run("query /f in /s none").code()).isEqualTo(3);
    }

    @Test
    void aRefusedSecondKeyOfAPortablePdbIsNoError() throws IOException {
        write("win/x.pdb", new PdbBuilder().guid(GUID).dbiAge(1).build());
        write("net/x.pdb", new PortablePdbBuilder().id(GUID, 1).build());
        run("add /f win /s S /t P");

        SymStoreRun run = run("add /f net /s S /t P");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .doesNotContain("SYMSTORE ERROR")
                .contains("not stored under 0123456789ABCDEF0123456789ABCDEF1 too: ")
                .contains("SYMSTORE: Number of files stored = 1\nSYMSTORE: Number of errors = 0\n");
    }
}
