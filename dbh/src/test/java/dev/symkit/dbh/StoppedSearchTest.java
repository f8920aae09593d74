// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that show nothing end when the user wants them to, and do not say that there is nothing. */
class StoppedSearchTest {
    private static final int MANY = 5000;

    @TempDir
    Path directory;

    private Transcript shell;

    @BeforeEach
    void load() throws IOException, LoadException {
        SymbolPdb pdb = new SymbolPdb().section(".text", 0x1000, 0x100000);
        SymbolPdb.Unit unit = pdb.unit("a.obj");
        for (int i = 0; i < MANY; i++) {
            String name = "f" + i;
            unit.procedure(SymbolPdb.GPROC32, name, 0, 1, i * 16L, 16);
            unit.end();
            pdb.pub("?" + name + "@@YAXXZ", 1, i * 16L);
            pdb.types()
                    .add(
                            0x1505,
                            out -> out.u16(0)
                                    .u16(0x80)
                                    .u32(0)
                                    .u32(0)
                                    .u32(0)
                                    .u16(0)
                                    .nulTerminated(name));
        }
        Files.write(directory.resolve("prog.pdb"), pdb.build());
        shell = new Transcript(directory, 0x400000).load("prog.pdb");
    }

    @AfterEach
    void unload() throws IOException {
        shell.close();
    }

    @Test
    void theyFindNothingIfTheyMayRunToTheEnd() {
        assertThat(shell.ask("name nosuch")).containsExactly("no symbol found");
        assertThat(shell.ask("enum nosuch*")).isEmpty();
        assertThat(shell.ask("etypes nosuch*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name nosuch",
                "name nosuch*",
                "enum nosuch*",
                "enum -s nosuch*",
                "srch mask=nosuch",
                "srch tag=b mask=nosuch",
                "scope nosuch",
                "next nosuch",
                "type nosuch",
                "etypes nosuch*"
            })
    void theySayThatTheyWereStopped(String command) {
        shell.stop();
        assertThat(shell.ask(command)).containsExactly("stopped");
    }

    @Test
    void publicsAloneAreASearchToo() {
        shell.ask("symopt +4000");
        shell.stop();
        assertThat(shell.ask("enum nosuch*")).containsExactly("stopped");
    }

    @Test
    void aListingEndsWithTheRowThatItIsAt() {
        shell.stop();
        assertThat(shell.names("enum f*")).containsExactly("f0");
        assertThat(shell.ask("srch mask=f*")).hasSize(2).last().asString().endsWith(": f0");
    }

    @Test
    void completionsEnd() {
        shell.stop();
        assertThat(new Completions(shell.session(), List.of()).of("name nosuch"))
                .isEmpty();
    }
}
