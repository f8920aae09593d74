// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.cli.Cancellation;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolMain;
import dev.symkit.pdbcopy.cli.PdbCopyMain;
import dev.symkit.testkit.Corpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -CVE-2018-1037} from the command line, on a file that leaks. */
final class LeakCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private int run(String... argv) {
        out.reset();
        err.reset();
        ToolContext context = new ToolContext(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                Map.of(),
                directory,
                Clock.systemUTC(),
                false,
                new Cancellation());
        return ToolMain.run(new PdbCopyMain(), argv, context);
    }

    @Test
    void findsSaysAndRepairs() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        byte[] leaking = corpus.bytes("native/x86-stripped-firefox/basic32-min.pdb");
        Path pdb = directory.resolve("x.pdb");
        Files.write(pdb, leaking);

        assertThat(run("x.pdb", "-CVE-2018-1037")).isEqualTo(4);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("L6 behind the name of a symbol: 2445 places, 2445 bytes")
                .contains(pdb + ": vulnerable");
        assertThat(run("x.pdb", "-CVE-2018-1037", "verbose")).isEqualTo(4);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("L5 stream 3 +0x")
                .contains("(file +0x");
        assertThat(run("x.pdb", "-CVE-2018-1037", "--json")).isEqualTo(4);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"clean\":false")
                .contains("\"class\":\"L1\"");
        assertThat(pdb).hasBinaryContent(leaking);

        assertThat(run("x.pdb", "old.pdb", "-CVE-2018-1037", "autofix")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(pdb + ": repaired, ");
        assertThat(directory.resolve("old.pdb")).hasBinaryContent(leaking);
        assertThat(run("x.pdb", "-CVE-2018-1037")).isZero();
        assertThat(run("x.pdb", "old.pdb", "-CVE-2018-1037", "autofix")).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("PDBCOPY: " + directory.resolve("old.pdb") + " exists" + System.lineSeparator());
    }

    private String problem(int code, String... argv) {
        assertThat(run(argv)).isEqualTo(code);
        assertThat(out.size()).isZero();
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void namesWhatIsNoPdb() throws IOException {
        Path image = Files.copy(Pdbs.sample("build-1/x64/engine.dll"), directory.resolve("x.dll"));
        String fix = "autofix";
        for (String[] action : new String[][] {{}, {fix}}) {
            String[] argv = Arrays.copyOf(new String[] {"x.dll", "old", "-CVE-2018-1037"}, 3 + action.length);
            System.arraycopy(action, 0, argv, 3, action.length);
            assertThat(problem(1, argv)).isEqualTo("PDBCOPY: " + image + " is an image (PE), not a PDB");
        }
        assertThat(problem(2, "none.pdb", "old", "-CVE-2018-1037", fix))
                .isEqualTo("PDBCOPY: " + directory.resolve("none.pdb") + " does not exist");
        Path packed =
                Files.copy(Corpus.assumePresent().file("cab/x86-mszip/basic32.pd_"), directory.resolve("basic32.pd_"));
        assertThat(problem(1, "basic32.pd_", "old", "-CVE-2018-1037", fix))
                .isEqualTo("PDBCOPY: " + packed + " is compressed");
        assertThat(run("basic32.pd_", "-CVE-2018-1037")).isEqualTo(4);
        assertThat(directory.resolve("old")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-p",
                "-s",
                "-f:a",
                "-F:a",
                "--verify",
                "--report",
                "--overwrite",
                "--no-local-procs",
                "--keep-next",
                "--keep-srcsrv",
                "--keep-sourcelink",
                "--redact-paths=a=b"
            })
    void takesNoOptionThatHasNoEffect(String option) {
        assertThat(problem(87, "x.pdb", "-CVE-2018-1037", "verbose", option))
                .isEqualTo("PDBCOPY: '-CVE-2018-1037' goes only with '-v', '--json' and '--map'.");
    }
}
