// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of dbh: one command, a dialogue, exit codes, a reader that goes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX shell")
class DbhIT {
    private static final Path SAMPLES = Tree.sources().resolve("samples/build-1/x64");

    private static final String RECORD = """
               name : hello_main
               addr :  1001000
               size : 79
              flags : 0
               type : 11d4
            modbase :  1000000
              value :        0
                reg : 0
              scope : SymTagNull (0)
                tag : SymTagFunction (5)
              index : 17
            """;

    @TempDir
    Path scratch;

    @BeforeEach
    void files() throws Exception {
        for (String name : List.of("hello.exe", "hello.pdb")) {
            Files.copy(SAMPLES.resolve(name), scratch.resolve(name));
        }
    }

    private ChildProcess.Spec spec(List<String> command) {
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "SYMKIT_OPTS", "");
        return new ChildProcess.Spec(command, scratch, environment, Duration.ofMinutes(2));
    }

    private ChildProcess.Result run(String... arguments) throws Exception {
        return Packaged.in(scratch).run("dbh", arguments);
    }

    @Test
    void aCommandOfTheCommandLineIsAnswered() throws Exception {
        ChildProcess.Result result = run("hello.exe", "addr", "1001010");
        assertThat(result.out()).isEqualTo("\nhello_main+10\n" + RECORD);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(run("--base", "140000000", "hello.pdb", "laddr", "1`40001010")
                        .out())
                .isEqualTo("""

                   file : c:\\src\\hello.cpp
                   line : 20
                   addr :        1`40001005
                    key : 0000000000000000
                disp : b
                """);
    }

    @Test
    void severalCommandsAndJson() throws Exception {
        ChildProcess.Result result = run("--json", "-e", "name hello_main", "-e", "bogus", "-e", "obj c*", "hello.exe");
        assertThat(result.out().lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"name\":\"hello_main\",\"addr\":16781312,\"size\":121,");
        assertThat(result.err()).isEqualTo("[bogus] is an unrecognized command.\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    /** What stands over the rows is not told where JSON is wanted. */
    @Test
    void aListingIsNothingButRowsInJson() throws Exception {
        ChildProcess.Result result = run("--json", "hello.exe", "enum", "hello_*");
        assertThat(result.out()).isEqualTo("{\"index\":23,\"address\":16781312,\"name\":\"hello_main\"}\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theSearchForFilesIsToldFromTheCommandThatWantsIt() throws Exception {
        ChildProcess.Result result = run("-e", "load hello.exe", "-e", "verbose on", "-e", "load hello.exe");
        assertThat(result.out()).isEqualTo("\n\nverbose mode on.\n\n");
        assertThat(result.err().lines().filter(line -> line.endsWith("hello.pdb - OK")))
                .hasSize(1);
        assertThat(run("-e", "load hello.exe").err()).isEmpty();
    }

    @Test
    void commandsComeThroughAPipe() throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Tree.exploded().resolve("bin/dbh").toString(), "hello.exe"));
        ChildProcess.Result result =
                ChildProcess.run(spec(command), "name hello_main\n\nunload\nwrong\nquit\n".getBytes(UTF_8));
        assertThat(result.out())
                .isEqualTo("\nhello [1000000]: \n" + RECORD + "\nhello [1000000]: \nhello [1000000]: \n\ndbh: "
                        + "[wrong] is an unrecognized command.\n\ndbh: \ngoodbye\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void exitCodesTellWhatWasWrong() throws Exception {
        ChildProcess.Result missing = run("missing.exe", "info");
        assertThat(missing.out()).isEqualTo("error 0x2 loading missing.exe.\n");
        assertThat(missing.exit()).isEqualTo(1);
        ChildProcess.Result unknown = run("-z", "hello.exe");
        assertThat(unknown.err()).startsWith("-z is an unknown switch\nusage: dbh ");
        assertThat(unknown.exit()).isEqualTo(2);
        ChildProcess.Result path = run("-s", "hello.exe");
        assertThat(path.err()).startsWith("-s must be followed by a valid symbol search path\n");
        assertThat(path.exit()).isEqualTo(2);
    }

    @Test
    void theHelpListsTheCommandsIfItIsAsked() throws Exception {
        String help = run("-?").out();
        assertThat(help).startsWith("dbh dbghelp shell\n");
        assertThat(run("-??").out())
                .startsWith(help + "\nhelp (?)")
                .contains("\nuw ")
                .doesNotContain("setret");
    }

    @Test
    void aReaderThatGoesEndsAListing() throws Exception {
        String line = "{ '" + Tree.exploded().resolve("bin/dbh")
                + "' -e 'srch all recurse' -e 'dump -a' hello.exe; echo $? >&2; }" + " | head -n 1";
        ChildProcess.Result result = ChildProcess.run(spec(List.of("/bin/sh", "-c", line)));
        assertThat(result.out()).isEqualTo("\n");
        assertThat(result.err()).matches("[01]\n");
    }
}
