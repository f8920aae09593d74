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
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                Reader.nullReader(),
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
}
