// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code symchk /ip} and {@code /ie} with a Windows program that Wine runs (symchk.md 10). */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs Wine and the proc file system")
class SymChkWineIT {
    /** No other program on this machine has the name. */
    private static final String STEM = "Waiting" + ProcessHandle.current().pid();

    private static final String PROGRAM =
            String.format(Locale.ROOT, "SYMCHK: %-20s PASSED  - PDB: %s.pdb DBG: <N/A>", STEM + ".exe", STEM);
    private static final String LIBRARY = "SYMCHK: engine.dll           PASSED  - PDB: engine.pdb DBG: <N/A>";

    @TempDir
    static Path shared;

    private static WineBench wine = WineBench.unavailable();

    @BeforeAll
    static void prepare() throws Exception {
        wine = WineBench.prepare(shared);
        Path samples = Tree.sources().resolve("samples/build-1/x64");
        Files.createDirectory(shared.resolve("program"));
        wine.build("waiting.c", shared.resolve("program/" + STEM + ".exe"));
        Files.copy(samples.resolve("engine.dll"), shared.resolve("program/engine.dll"));
        Files.createDirectory(shared.resolve("symbols"));
        Files.move(shared.resolve("program/" + STEM + ".pdb"), shared.resolve("symbols/" + STEM + ".pdb"));
        Files.copy(samples.resolve("engine.pdb"), shared.resolve("symbols/engine.pdb"));
    }

    @AfterAll
    static void endWine() throws Exception {
        wine.end();
    }

    private static ChildProcess.Result check(String... arguments) throws Exception {
        return Packaged.in(shared).run("symchk", arguments);
    }

    @Test
    void theModulesOfAProgramThatWineRunsAreChecked() throws Exception {
        try (ChildProcess program = wine.start(shared.resolve("program/" + STEM + ".exe"))) {
            program.awaitOutput("ready");
            String number = Long.toString(program.process().pid());
            List<String> ofItsNumber =
                    check("-ip", number, "-s", "symbols", "-od").out().lines().toList();
            assertThat(ofItsNumber)
                    .contains(PROGRAM, LIBRARY)
                    .anyMatch(line -> line.startsWith("SYMCHK: kernel32.dll "))
                    .anyMatch(line -> line.startsWith("SYMCHK: ntdll.dll "));
            assertThat(ofItsNumber.stream().filter(line -> line.startsWith("SYMCHK: engine.dll ")))
                    .hasSize(1);
            ChildProcess.Result ofItsName = check("-ie", STEM + ".EXE", "-s", "symbols", "-od");
            assertThat(ofItsName.out().lines()).containsExactlyElementsOf(ofItsNumber);
            assertThat(ofItsName.exit())
                    .isEqualTo(ofItsNumber.stream().anyMatch(line -> line.contains(" FAILED  - ")) ? 1 : 0);

            String full = "SYMCHK: " + shared.resolve("program/engine.dll").toRealPath() + " PASSED  - PDB: "
                    + shared.resolve("symbols/engine.pdb");
            ChildProcess.Result one = check("-ip", number, "-fm", "Engine.dll", "-s", "symbols", "-op", "-ob", "-os");
            assertThat(one.out()).startsWith(full).endsWith("\nSYMCHK: PASSED + IGNORED files = 1\n");
            assertThat(one.exit()).isZero();
            ChildProcess.Result everywhere =
                    check("-ip", "*", "-fm", STEM.toLowerCase(Locale.ROOT) + ".exe", "-s", "symbols", "-op");
            assertThat(everywhere.out()).startsWith(PROGRAM + "\n");
            assertThat(everywhere.err()).isEqualTo("SYMCHK: drivers are left out: they cannot be listed here\n");
            program.process().getOutputStream().close();
            assertThat(program.await().exit()).isZero();
        }
        ChildProcess.Result ended = check("-ie", STEM.toLowerCase(Locale.ROOT) + ".exe", "-s", "symbols");
        assertThat(ended.out()).isEqualTo("\nSYMCHK: FAILED files = 0\nSYMCHK: PASSED + IGNORED files = 0\n");
        assertThat(ended.err()).isEqualTo("SYMCHK: no files match " + STEM.toLowerCase(Locale.ROOT) + ".exe\n");
        assertThat(ended.exit()).isEqualTo(1);
    }
}
