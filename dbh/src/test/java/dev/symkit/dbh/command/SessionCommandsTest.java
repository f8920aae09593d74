// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.Answers;
import dev.symkit.dbh.symbol.SymbolOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCommandsTest {
    @TempDir
    Path folder;

    private Answers shell;

    @BeforeEach
    void start() {
        shell = new Answers(folder, "first");
    }

    @AfterEach
    void stop() throws Exception {
        shell.close();
    }

    @Test
    void optionsAreAddedAndTakenAway() {
        assertThat(shell.to("symopt")).isEqualTo("Symbol Options: 0x10c13\n");
        assertThat(shell.to("symopt +4000")).isEqualTo("Symbol Options: 0x10c13\nSymbol Options: 0x14c13\n");
        assertThat(shell.to("symopt -2")).isEqualTo("Symbol Options: 0x14c13\nSymbol Options: 0x14c11\n");
        assertThat(shell.to("symopt 0x80000000")).isEqualTo("Symbol Options: 0x14c11\nSymbol Options: 0x80000000\n");
    }

    @Test
    void decoratedNamesAreTheSameAsTwoChanges() {
        shell.to("symopt +4000");
        shell.to("symopt -10002");
        assertThat(shell.session().options()).isEqualTo(SymbolOptions.DECORATED);
        shell.session().setOptions(SymbolOptions.DECORATED);
        assertThat(shell.to("symopt")).isEqualTo("Symbol Options: 0x4c11\n");
    }

    @Test
    void theSecureBitStays() {
        shell.to("symopt +40000");
        assertThat(shell.to("symopt -40000")).endsWith("Symbol Options: 0x50c13\n");
        assertThat(shell.to("symopt 1")).endsWith("Symbol Options: 0x40001\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "+", "-", "+ 4000", "100000000", "--2"})
    void whatIsNoOptionIsExplained(String text) {
        assertThat(shell.to("symopt " + text)).startsWith("Symbol Options: 0x10c13\nsymopt [+|-][HEX] : ");
        assertThat(shell.session().options()).isEqualTo(SymbolOptions.START);
    }

    @Test
    void verboseIsSwitchedAndTold() {
        assertThat(shell.to("verbose")).isEqualTo("verbose mode off.\n");
        assertThat(shell.to("v ON")).isEqualTo("verbose mode on.\n");
        assertThat(shell.to("symopt")).isEqualTo("Symbol Options: 0x80010c13\n");
        assertThat(shell.to("verbose maybe")).startsWith("verbose [on|off] : ").endsWith("\nverbose mode on.\n");
        assertThat(shell.to("verbose off")).isEqualTo("verbose mode off.\n");
    }

    @Test
    void theSymbolPathIsShownAndSet() {
        assertThat(shell.to("sympath")).isEqualTo("Symbol Search Path: first\n");
        assertThat(shell.to("sympath c:\\my files;d:\\x")).isEqualTo("Symbol Search Path: c:/my files;d:/x\n");
        assertThat(shell.session().symbolPath()).isEqualTo("c:\\my files;d:\\x");
    }

    @Test
    void listingsStopAfterOneRowIfWanted() throws Exception {
        shell.write("a.txt", new byte[1]);
        shell.write("b.txt", new byte[1]);
        assertThat(shell.to("setret")).isEqualTo("return value set to false\n");
        assertThat(shell.to("dir *.txt")).isEqualTo("DIR/a.txt\n");
        assertThat(shell.to("setret")).isEqualTo("return value set to true\n");
        assertThat(shell.to("dir *.txt")).isEqualTo("DIR/a.txt\nDIR/b.txt\n");
        assertThat(shell.to("scrap")).isEmpty();
    }
}
