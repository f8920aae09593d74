// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.command.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionsTest {
    @TempDir
    Path scratch;

    private ShellFixture shell;

    @BeforeEach
    void load() throws Exception {
        SymbolPdb pdb = new SymbolPdb().section(".text", 0x1000, 0x100);
        pdb.pub("step", 1, 0).pub("Stop", 1, 0x10).pub("go", 1, 0x20);
        Files.write(scratch.resolve("game.pdb"), pdb.build());
        shell = new ShellFixture(scratch).load("game.pdb");
    }

    @AfterEach
    void close() throws Exception {
        shell.close();
    }

    private List<String> of(String line) {
        return new Completions(shell.session(), Commands.ALL).of(line);
    }

    @Test
    void theFirstWordIsACommandThatTheHelpNames() {
        assertThat(of("ENUM")).containsExactly("enummod", "enum", "enumaddr");
        assertThat(of("setr")).isEmpty();
        assertThat(of("")).hasSizeGreaterThan(40);
    }

    @Test
    void aLaterWordIsAModuleOrASymbol() {
        assertThat(of("addr ")).containsExactly("game!");
        assertThat(of("addr g")).containsExactly("game!", "go");
        assertThat(of("enum -s st")).containsExactly("Stop", "step");
        assertThat(of("name game!ste")).containsExactly("game!step");
        assertThat(of("name other!ste")).isEmpty();
    }

    @Test
    void aMaskStaysWhatItIs() {
        assertThat(of("enum s*")).isEmpty();
        assertThat(of("enum [a-s]")).isEmpty();
    }

    @Test
    void someCommandsWantAFile() throws Exception {
        Files.createDirectories(scratch.resolve("garden/pond.d"));
        Files.writeString(scratch.resolve("garden/pond.exe"), "");
        Files.writeString(scratch.resolve(".hidden"), "");
        assertThat(of("load g")).containsExactly("game.pdb", "garden/");
        assertThat(of("fii ")).containsExactly("game.pdb", "garden/");
        assertThat(of("srvind .h")).containsExactly(".hidden");
        assertThat(of("storeadd garden/po")).containsExactly("garden/pond.d/", "garden/pond.exe");
        assertThat(of("load garden\\pond.e")).containsExactly("garden\\pond.exe");
        assertThat(of("load nowhere/x")).isEmpty();
        assertThat(of("load bad\0/x")).isEmpty();
    }
}
