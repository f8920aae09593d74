// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.cli.Cancellation;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolMain;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a whole: what is told, and the exit code. */
class DbhOptionsTest {
    @TempDir
    Path folder;

    private String input = "";
    private String text = "";
    private boolean terminal;
    private Map<String, String> environment = Map.of("_NT_SYMBOL_PATH", "env");

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
                environment,
                folder,
                Clock.systemUTC(),
                terminal,
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
    void namesToUndecorateComeFromStandardInput() {
        input = "?gcontext@@3_KA\r\n\n  plain \n?f@@YAXH@Z";
        assertThat(run("undec", "-")).isZero();
        String meanings =
                "?gcontext@@3_KA =\nunsigned __int64 gcontext\nplain =\nplain\n?f@@YAXH@Z =\nvoid __cdecl f(int)\n";
        assertThat(text).isEqualTo("\n" + meanings);
        input = "undec -\n" + input;
        assertThat(run("--no-prompt")).isZero();
        assertThat(text).isEqualTo("\n" + meanings);
        assertThat(run("-c", "--no-prompt")).isZero();
        assertThat(text).startsWith("\n?gcontext@@3_KA =\nunsigned __int64 gcontext\n[plain] is an");
    }

    @Test
    void meaningsAreRowsOfJson() {
        input = "?f@@YAXH@Z\nplain\n";
        assertThat(run("--json", "undec", "-")).isZero();
        assertThat(text.lines())
                .containsExactly(
                        "{\"name\":\"?f@@YAXH@Z\",\"undecorated\":\"void __cdecl f(int)\",\"understood\":true}",
                        "{\"name\":\"plain\",\"undecorated\":\"plain\",\"understood\":false}");
    }

    @Test
    void aLineThatIsTooLongEndsTheRun() {
        input = "quiet\n" + "x".repeat(PlainLines.LONGEST + 1);
        assertThat(run("undec", "-")).isZero();
        assertThat(text).endsWith("error: standard input: line 2 is longer than 1048576 characters\n");
        assertThat(run("--no-prompt")).isEqualTo(1);
        assertThat(text).endsWith("\ndbh: standard input: line 2 is longer than 1048576 characters\n");
    }

    @Test
    void namesHaveTheStyleThatIsAskedFor() {
        assertThat(run("undec", "?f@@YAXHPBD@Z")).isZero();
        assertThat(text).endsWith("void __cdecl f(int,char const *)\n");
        assertThat(run("--demangle=llvm", "undec", "?f@@YAXHPBD@Z")).isZero();
        assertThat(text).endsWith("void __cdecl f(int, char const *)\n");
        assertThat(run("--demangle", "ms", "undec", "?f@@YAXHPBD@Z")).isZero();
        assertThat(text).endsWith("(int,char const *)\n");
        assertThat(run("--demangle=gnu", "undec", "x")).isEqualTo(2);
        assertThat(text).startsWith("--demangle must be followed by ms or llvm\nusage: ");
    }

    @Test
    void coloursAreForTerminals() {
        assertThat(run("bogus")).isEqualTo(1);
        assertThat(text).doesNotContain("\033");
        terminal = true;
        assertThat(run("bogus")).isEqualTo(1);
        // a terminal of Windows is prepared for colours only where commands are typed
        assertThat(text.startsWith("\033[31m[bogus]")).isEqualTo(!OS.WINDOWS.isCurrentOs());
        for (String[] plain : List.of(new String[] {"--color=never", "bogus"}, new String[] {"--json", "bogus"})) {
            assertThat(run(plain)).isEqualTo(1);
            assertThat(text).doesNotContain("\033");
        }
        assertThat(run("--color=always", "bogus")).isEqualTo(2);
    }

    @Test
    void theTraceIsToldFromTheCommandOnThatAsksForIt() throws Exception {
        Files.write(folder.resolve("x.exe"), new PeBuilder().build());
        assertThat(run("-e", "load x.exe", "-e", "verbose on", "-e", "load x.exe"))
                .isZero();
        assertThat(text).startsWith("\n\nverbose mode on.\n\nDBGHELP: ");
    }

    @Test
    void captionsAreNotInJson() {
        assertThat(run("--json", "x.pdb", "omap")).isZero();
        assertThat(text).isEqualTo("Error 0x2 calling SymGetOmap().\n");
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
