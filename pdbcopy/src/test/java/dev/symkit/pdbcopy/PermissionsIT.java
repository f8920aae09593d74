// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.pdbcopy.cli.PdbCopyMain;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.OtherUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and directories that a user must not read or write: exit 2, one line, nothing made or changed (pdb-strip-semantics.md 8a). */
final class PermissionsIT {
    private static final OtherUsers.User OTHER = new OtherUsers.User(61001, 61001, "022");
    private static final String LEAKING = "age-series/age3/vs2012.pdb";

    private OtherUsers users;
    private Path closed = Path.of("none");
    private Path open = Path.of("none");
    private Path pdb = Path.of("none");

    @BeforeEach
    void makeDirectories() throws Exception {
        users = OtherUsers.assume("permissions of pdbcopy");
        closed = Files.createDirectory(users.directory().resolve("closed"));
        open = Files.createDirectory(users.directory().resolve("open"));
        pdb = Files.copy(Pdbs.sample("build-1/x64/engine.pdb"), closed.resolve("a.pdb"));
        OtherUsers.must("chmod", "a+rx,go-w", closed.toString());
        OtherUsers.must("chmod", "a+rwx", open.toString());
        OtherUsers.must("chmod", "644", pdb.toString());
    }

    @AfterEach
    void delete() throws IOException {
        if (users != null) {
            users.close();
        }
    }

    private void refused(String message, String... arguments) throws Exception {
        ChildProcess.Result result = users.java(OTHER, PdbCopyMain.class, arguments);
        assertThat(result.err()).isEqualTo("PDBCOPY: " + message + "\n");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(open).isEmptyDirectory();
        try (Stream<Path> files = Files.list(closed)) {
            assertThat(files).containsExactly(pdb);
        }
    }

    @Test
    void writesWhereItMay() throws Exception {
        Path target = open.resolve("b.pdb");
        ChildProcess.Result result = users.java(OTHER, PdbCopyMain.class, pdb.toString(), target.toString(), "-p");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(target).hasBinaryContent(Pdbs.strip(Files.readAllBytes(pdb)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "-s", "-p"})
    void directoryThatMustNotBeWritten(String option) throws Exception {
        Path target = closed.resolve("b.pdb");
        refused(target + " cannot be written: access denied", pdb.toString(), target.toString(), option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "-s", "-p", "-CVE-2018-1037"})
    void sourceThatMustNotBeRead(String option) throws Exception {
        OtherUsers.must("chmod", "600", pdb.toString());
        refused(
                pdb + " cannot be read: access denied",
                pdb.toString(),
                open.resolve("b").toString(),
                option);
    }

    @Test
    void namesThatMustNotBeRead() throws Exception {
        OtherUsers.must("chmod", "600", pdb.toString());
        refused(
                pdb + " cannot be read: access denied",
                pdb.toString(),
                open.resolve("b").toString(),
                "-p",
                "-f:@" + pdb);
    }

    @Test
    void repairOfWhatMustNotBeWritten() throws Exception {
        Files.write(pdb, Corpus.assumePresent().bytes(LEAKING));
        String fix = "autofix";
        refused(pdb + ": access denied", pdb.toString(), open.resolve("b").toString(), "-CVE-2018-1037", fix);
        // The file may be written now, but not replaced.
        OtherUsers.must("chmod", "666", pdb.toString());
        refused(
                pdb + " cannot be written: access denied",
                pdb.toString(),
                open.resolve("b").toString(),
                "-CVE-2018-1037",
                fix);
        Path backup = closed.resolve("b");
        refused(backup + " cannot be written: access denied", pdb.toString(), backup.toString(), "-CVE-2018-1037", fix);
        assertThat(pdb).hasBinaryContent(Corpus.assumePresent().bytes(LEAKING));
    }
}
