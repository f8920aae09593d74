// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of command lines that are wrong. */
class GivenTest {
    private static final SwitchTable STORE = SwitchTable.ignoringCase(
                    Switch.flag("r"),
                    Switch.value("f").repeated(),
                    Switch.value("s"),
                    Switch.value("d"),
                    Switch.keyword("compress", "CAB", "CAB", "ZIP").rejecting("Invalid '<token>'"),
                    Switch.longFlag("--json"),
                    Switch.longValue("--jobs"))
            .refusingQuotes();
    private static final List<ToolCommand> VERBS = List.of(
            new ToolCommand("add", STORE, context -> () -> 0),
            new ToolCommand("show", SwitchTable.ignoringCase(Switch.flag("d")).withOperands(), context -> () -> 0));

    /** Command line, verb, switches; parts separated by blanks. */
    @ParameterizedTest
    @CsvSource({
        "ADD /zz /d log,                        add,  -d=log",
        "add /d log /zz --json,                 add,  -d=log --json",
        "add stray /D a -d b --Json,            add,  -d=b --json",
        "add /d=log /r,                         add,  -r",
        "add /r /d,                             add,  -r",
        "add /zz /? --version /d log,           add,  -d=log",
        "add /compress RAR /d log,              add,  -d=log",
        "add /s a\" /d log,                     add,  -d=log",
        "add /zz -- /d log,                     add,  ''",
        "add /f /d /zz,                         add,  -f=/d",
        "add /jobs /d --jobs --json,            add,  -d=--jobs --json",
        "show a /zz /d,                         show, -d",
        "frob /d log --json,                    '',   -d=log --json",
        "/d log add,                            '',   -d=log",
    })
    void readsWhatMakesSense(String line, String verb, String tokens) {
        List<String> expected = tokens.isEmpty() ? List.of() : List.of(tokens.split(" "));

        assertThat(Given.read(VERBS, Arrays.asList(line.split(" ")))).isEqualTo(new Given(verb, expected));
    }

    @Test
    void readsAToolWithoutVerbs() {
        List<ToolCommand> only = List.of(ToolCommand.withoutVerb(STORE, context -> () -> 0));

        assertThat(Given.read(only, List.of("/d", "log", "/zz"))).isEqualTo(new Given("", List.of("-d=log")));
        assertThat(Given.read(only, List.of())).isEqualTo(new Given("", List.of()));
    }

    @Test
    void answersByName() {
        Given given = new Given("add", List.of("-d=a", "-d=b=c", "--json", "-s="));

        assertThat(given.has("--json")).isTrue();
        assertThat(given.has("-d")).isFalse();
        assertThat(given.value("-d")).isEqualTo(Optional.of("b=c"));
        assertThat(given.value("-s")).isEqualTo(Optional.of(""));
        assertThat(given.value("-f")).isEmpty();
    }
}
