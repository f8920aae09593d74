// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.cli.Cancellation;
import dev.symkit.cli.ToolContext;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColorsTest {
    private static final String RED = "\033[31m";
    private static final String GREEN = "\033[32m";
    private static final String CYAN = "\033[36m";
    private static final String END = "\033[0m";

    @Test
    void labelsAndKindsStandOut() {
        assertThat(Colors.row("   name : f : g\n    tag : SymTagFunction (5)\n"))
                .isEqualTo(CYAN + "   name" + END + " : f : g\n" + CYAN + "    tag" + END + " : " + GREEN
                        + "SymTagFunction" + END + " (5)\n");
        assertThat(Colors.row(" pdb guid: 00\n")).isEqualTo(CYAN + " pdb guid" + END + ": 00\n");
        assertThat(Colors.row("     b             42cc56 :   main\n"))
                .isEqualTo("     b             42cc56 :   main\n");
        assertThat(Colors.row("x\tf\t1000\n")).isEqualTo("x\tf\t1000\n");
    }

    @Test
    void errorsStandOut() {
        assertThat(Colors.line("error 0x6 calling SymSearch()")).isEqualTo(RED + "error 0x6 calling SymSearch()" + END);
        assertThat(Colors.line("[x] is an unrecognized command."))
                .isEqualTo(RED + "[x] is an unrecognized command." + END);
        assertThat(Colors.line("errors")).isEqualTo("errors");
        assertThat(Colors.line("")).isEmpty();
    }

    @Test
    void colorsNeedSomebodyWhoSeesThem() {
        assertThat(seen(Map.of(), true, "Linux", false)).isTrue();
        assertThat(seen(Map.of("NO_COLOR", ""), true, "Linux", false)).isTrue();
        assertThat(seen(Map.of(), false, "Linux", true)).isFalse();
        assertThat(seen(Map.of("NO_COLOR", "1"), true, "Linux", true)).isFalse();
        assertThat(seen(Map.of("TERM", "dumb"), true, "Linux", true)).isFalse();
        assertThat(seen(Map.of(), true, "Windows 11", false)).isFalse();
        assertThat(seen(Map.of(), true, "Windows 11", true)).isTrue();
    }

    private static boolean seen(Map<String, String> environment, boolean terminal, String system, boolean typed) {
        PrintStream nothing = new PrintStream(OutputStream.nullOutputStream(), false);
        ToolContext context = new ToolContext(
                nothing,
                nothing,
                InputStream.nullInputStream(),
                environment,
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                terminal,
                new Cancellation());
        return Colors.areSeen(context, Map.of("os.name", system), typed);
    }
}
