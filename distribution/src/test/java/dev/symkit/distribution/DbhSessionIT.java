// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The acceptance checks of dbh.md 10 that need other programs: a PDB that pdbcopy stripped, and pipes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX shell")
class DbhSessionIT {
    private static final Path SAMPLES = Tree.sources().resolve("samples/build-1/x64");

    @TempDir
    Path scratch;

    @BeforeEach
    void files() throws Exception {
        for (String name : List.of("engine.dll", "engine.pdb")) {
            Files.copy(SAMPLES.resolve(name), scratch.resolve(name));
        }
    }

    private ChildProcess.Result shell(String line) throws Exception {
        ChildProcess.Spec dbh = Packaged.in(scratch).spec("dbh");
        String command = line.replace("dbh ", "'" + dbh.command().get(0) + "' ");
        return ChildProcess.run(new ChildProcess.Spec(
                List.of("/bin/sh", "-c", command), scratch, dbh.environment(), Duration.ofMinutes(2)));
    }

    @Test
    void aStrippedPdbHasPublicsOnly() throws Exception {
        Files.createDirectory(scratch.resolve("bare"));
        ChildProcess.Result copied = Packaged.in(scratch).run("pdbcopy", "engine.pdb", "bare/engine.pdb", "-p");
        assertThat(copied.exit()).as(copied.out() + copied.err()).isZero();
        Files.move(scratch.resolve("engine.dll"), scratch.resolve("bare/engine.dll"));
        for (String file : List.of("bare/engine.pdb", "bare/engine.dll")) {
            ChildProcess.Result result = Packaged.in(scratch)
                    .run(
                            "dbh",
                            "-e",
                            "name engine_step",
                            "-e",
                            "addr 1001065",
                            "-e",
                            "type Body",
                            "-e",
                            "etypes",
                            "-e",
                            "elines",
                            "-e",
                            "locals engine_step",
                            "-e",
                            "laddr 1001065",
                            "-e",
                            "dump",
                            "-e",
                            "info",
                            file);
            String record = """
                       name : engine_step
                       addr :  1001060
                       size : 0
                      flags : 400000
                       type : 0
                    modbase :  1000000
                      value :        0
                        reg : 0
                      scope : SymTagNull (0)
                        tag : SymTagPublicSymbol (a)
                    """;
            assertThat(result.out().replaceAll("  index : .*\n", ""))
                    .startsWith("\n" + record + "\nengine_step+5\n" + record
                            + "\n\n\n\n\nline: error 0x1e7 looking for source at 0x1001065\n\n\n")
                    .contains(
                            "     LineNumbers : false\n",
                            "   GlobalSymbols : false\n",
                            "        TypeInfo : false\n",
                            "   PublicSymbols : true\n");
            assertThat(result.err()).isEmpty();
            assertThat(result.exit()).isZero();
        }
    }

    @Test
    void outputGoesThroughPipes() throws Exception {
        ChildProcess.Result plain = shell("dbh engine.pdb enum 'engine!*'");
        assertThat(plain.out()).startsWith("\n index ").endsWith("\n").doesNotContain("[1000000]", "dbh:", "\r");
        ChildProcess.Result sorted = shell("dbh engine.pdb enum 'engine!*' | LC_ALL=C sort");
        assertThat(sorted.out().lines())
                .containsExactlyElementsOf(plain.out().lines().sorted().toList());
        assertThat(sorted.err()).isEmpty();
        // a script of Microsoft's page on dbh: by address, which stands in column 18
        ChildProcess.Result byAddress = shell("dbh engine.pdb enum 'engine!engine_*' | LC_ALL=C sort -k1.18");
        assertThat(byAddress
                        .out()
                        .lines()
                        .filter(line -> line.contains(" :   "))
                        .map(line -> line.replaceAll(".* ", "")))
                .containsExactly("engine_version", "engine_spawn", "engine_step", "engine_energy");
        ChildProcess.Result fed = shell("printf 'enum *step\\nq\\n' | dbh --no-prompt engine.pdb");
        assertThat(fed.out()).isEqualTo(shell("dbh engine.pdb enum '*step'").out() + "\ngoodbye\n");
    }

    @Test
    void aReaderThatGoesLeavesNoTrace() throws Exception {
        for (String command : List.of("srch all recurse", "dump -a", "etypes", "elines", "dtag")) {
            ChildProcess.Result result = shell("dbh engine.pdb " + command + " | head -1");
            assertThat(result.out()).as(command).isEqualTo("\n");
            assertThat(result.err()).as(command).isEmpty();
            ChildProcess.Result deaf = shell("dbh --json engine.pdb " + command + " | true");
            assertThat(deaf.err()).as(command).doesNotContain("Exception", "\tat ");
        }
    }

    /** CR LF where the platform has them; LF here. */
    @Test
    void theLinesOfAPipeEndAsThePlatformWants() throws Exception {
        Path options = Files.writeString(scratch.resolve("options"), "\"-Dline.separator=\\r\\n\"\n", UTF_8);
        String[] questions = {
            "-e", "enum", "-e", "name engine_step", "-e", "elines", "-e", "uw 1", "-e", "x", "engine.pdb"
        };
        ChildProcess.Result unix = Packaged.in(scratch).run("dbh", questions);
        ChildProcess.Result other =
                Packaged.in(scratch).with("SYMKIT_OPTS", "@" + options).run("dbh", questions);
        assertThat(unix.out()).doesNotContain("\r");
        assertThat(other.out()).isEqualTo(unix.out().replace("\n", "\r\n"));
    }
}
