// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    Path folder;

    private Answers shell;

    @BeforeEach
    void start() {
        shell = new Answers(folder);
    }

    @AfterEach
    void stop() throws Exception {
        shell.close();
    }

    @Test
    void thePromptNamesTheModuleAndItsPlace() {
        assertThat(shell.shell().prompt()).isEqualTo("dbh: ");
        shell.to("load magic");
        assertThat(shell.shell().prompt()).isEqualTo("magic [1000000]: ");
        shell.to("base 0x1`40000000");
        assertThat(shell.shell().prompt()).isEqualTo("magic [140000000]: ");
        shell.to("UNLOAD");
        assertThat(shell.shell().prompt()).isEqualTo("dbh: ");
    }

    @Test
    void anUnknownWordIsNamed() {
        assertThat(shell.shell().answer("Bogus 1 2")).isFalse();
        assertThat(shell.to("Bogus 1 2")).isEqualTo("[Bogus] is an unrecognized command.\n");
    }

    @Test
    void anEmptyLineDoesNothing() {
        assertThat(shell.shell().answer("   ")).isTrue();
        assertThat(shell.to("")).isEmpty();
    }

    @Test
    void wordsAndAliasesAreKnownInAnyCase() {
        assertThat(shell.to("HELP"))
                .isEqualTo(shell.to("?"))
                .contains("storeadd", "symopt")
                .doesNotContain("setret");
        assertThat(shell.to("Q")).isEqualTo("goodbye\n");
        assertThat(shell.session().ended()).isTrue();
    }

    @Test
    void aNameThatNoFileHasEndsInOneLine() {
        assertThat(shell.to("home a\0b")).contains("error: ");
        assertThat(shell.to("load a\0b.dll")).isEqualTo("error 0x2 loading a\0b.dll.\n");
    }
}
