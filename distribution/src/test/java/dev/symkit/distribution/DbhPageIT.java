// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All examples of the pages about dbh, page by page in a folder of its own: each gives what the page says, and no command is left out. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the examples are for POSIX shells")
class DbhPageIT {
    private static final List<String> GROUPS = List.of("session", "modules", "symbols", "types", "lines", "files");

    /** The first word of a line of the help. */
    private static final Pattern COMMAND = Pattern.compile("^([a-z]+) ", Pattern.MULTILINE);

    @TempDir
    Path scratch;

    static Stream<String> pages() {
        return Stream.concat(Stream.of("dbh.md"), GROUPS.stream().map(group -> "dbh-" + group + ".md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyExampleGivesWhatThePageSays(String name) throws Exception {
        Path samples = Tree.sources().resolve("samples/build-1");
        Page.copy(samples.resolve("x64"), scratch);
        Page.copy(samples.resolve("x86"), scratch.resolve("x86"));
        Page page = Page.read(name);
        assertThat(page.examples()).hasSizeGreaterThan(1);
        page.check(scratch);
    }

    @Test
    void everyCommandOfTheHelpHasAnExample() throws Exception {
        StringBuilder commands = new StringBuilder();
        for (String name : pages().toList()) {
            Page.read(name).examples().forEach(example -> commands.append(' ').append(example.command()));
        }
        ChildProcess.Result help = Packaged.in(scratch).run("dbh", "help");
        List<String> names = new ArrayList<>();
        for (Matcher matcher = COMMAND.matcher(help.out()); matcher.find(); ) {
            names.add(matcher.group(1));
        }
        assertThat(names)
                .hasSizeGreaterThan(40)
                .allSatisfy(name -> assertThat(commands.toString()).containsPattern("[ ']" + name + "( |'|$)"));
    }
}
