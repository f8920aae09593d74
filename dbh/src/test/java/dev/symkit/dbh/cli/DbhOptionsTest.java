// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.cli.Cancellation;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolMain;
import dev.symkit.testkit.PdbBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a whole: what is told, and the exit code. */
class DbhOptionsTest {
    @TempDir
    Path folder;

    private String input = "";
    private String text = "";

    @BeforeEach
    void write() throws Exception {
        Files.write(folder.resolve("x.pdb"), new PdbBuilder().build());
        Files.createFile(folder.resolve("magic"));
        Files.createDirectory(folder.resolve("info"));
    }

    private int run(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ToolContext context = new ToolContext(
                out,
                out,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                Map.of("_NT_SYMBOL_PATH", "env"),
                folder,
                Clock.systemUTC(),
                false,
                new Cancellation());
        int code = ToolMain.run(new DbhMain(), arguments, context);
        text = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        return code;
    }

    @Test
    void aWordWithADotIsTheTarget() {
        assertThat(run("x.pdb", "enummod")).isZero();
        assertThat(text).isEqualTo("\n0x0000000001000000 x\n");
        assertThat(run("LOAD", "x.pdb", "enummod")).isZero();
        assertThat(text).isEqualTo("\n0x0000000001000000 x\n");
    }

    @Test
    void anExistingFileIsTheTargetAndADirectoryIsNot() {
        assertThat(run("magic", "enummod")).isZero();
        assertThat(text).isEqualTo("\n0x0000000001000000 magic\n");
        assertThat(run("info")).isZero();
        assertThat(text).isEqualTo("\nerror 0x6 calling SymGetModuleInfo64()\n");
    }

    @Test
    void loadIsACommandIfNoFileFollows() {
        assertThat(run("load", "nothing")).isZero();
        assertThat(text).isEqualTo("\n");
    }

    @Test
    void wordsAreJoinedAndQuotedOnesStayWhole() {
        assertThat(run("sympath", "a  b", "c")).isZero();
        assertThat(text).isEqualTo("\nSymbol Search Path: a  b c\n");
    }

    @Test
    void optionsAreCarriedOut() {
        assertThat(run("-d", "symopt")).isZero();
        assertThat(text).isEqualTo("\nSymbol Options: 0x4c11\n");
        assertThat(run("/N", "symopt")).isZero();
        assertThat(text).isEqualTo("verbose mode on.\n\nSymbol Options: 0x80010c13\n");
        assertThat(run("-s:p q", "symopt")).isZero();
        assertThat(text).isEqualTo("Symbol Search Path: p q\n\nSymbol Options: 0x10c13\n");
        assertThat(run("sympath")).isZero();
        assertThat(text).isEqualTo("\nSymbol Search Path: env\n");
        assertThat(run("-c", "dir", "*")).isZero();
        assertThat(text.lines()).hasSize(2);
        assertThat(run("--base", "400000", "x.pdb", "enummod")).isZero();
        assertThat(text).endsWith("0x0000000000400000 x\n");
    }

    @Test
    void mistakesEndWithUsage() {
        assertThat(run("-x")).isEqualTo(2);
        assertThat(text).startsWith("-x is an unknown switch\nusage: dbh ");
        assertThat(run("-s", "x.pdb")).isEqualTo(2);
        assertThat(text).startsWith("-s must be followed by a valid symbol search path\nusage: ");
        assertThat(run("-p:abc")).isEqualTo(2);
        assertThat(text).startsWith("-p:abc is not a process id\nusage: ");
        assertThat(run("-e", "info", "x.pdb", "info")).isEqualTo(2);
        assertThat(run("--bogus", "x.pdb")).isEqualTo(2);
        assertThat(text).startsWith("--bogus is an unknown switch\nusage: ");
    }

    @Test
    void withAProcessAllWordsAreTheCommand() {
        assertThat(run("-p:4000000000", "x.pdb", "info")).isNotZero();
        assertThat(text).doesNotContain("loading x.pdb");
    }

    @Test
    void helpIsATitleAndTheUsage() {
        assertThat(run("-?")).isZero();
        assertThat(text).startsWith("dbh dbghelp shell\nusage: ").doesNotContain("storeadd");
        String help = text;
        assertThat(run("-n", "/?")).isZero();
        assertThat(text).isEqualTo(help);
        assertThat(run("-??")).isZero();
        assertThat(text).startsWith(help + "\n").contains("storeadd");
    }

    @Test
    void exitCodesTellWhatFailed() {
        assertThat(run("missing.dll", "info")).isEqualTo(1);
        assertThat(text).isEqualTo("error 0x2 loading missing.dll.\n");
        assertThat(run("bogus")).isEqualTo(1);
        assertThat(text).isEqualTo("[bogus] is an unrecognized command.\n");
        assertThat(run("-e", "load x.pdb", "-e", "enummod")).isZero();
        assertThat(text).isEqualTo("\n\n0x0000000001000000 x\n");
    }

    @Test
    void commandsComeFromAPipe() {
        input = "load x.pdb\n\nenummod\nquit\nbogus\n";
        assertThat(run()).isZero();
        assertThat(text)
                .isEqualTo("\ndbh: \n\nx [1000000]: \nx [1000000]: \n0x0000000001000000 x\n\nx [1000000]: \ngoodbye\n");
        assertThat(run("--no-prompt")).isZero();
        assertThat(text.lines()).containsExactly("", "", "0x0000000001000000 x", "", "goodbye");
    }
}
