// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.cli.Cancellation;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolMain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/undname.md}: each command line with its output, and the table of flags. */
class UndnameDocsTest {
    private static final Pattern EXAMPLE = Pattern.compile(
            "^    \\$ (?:printf '([^']*)' \\| )?undname (.*)\\n((?:    [^$ \\n].*\\n|\\n(?=    [^$ ]))*)",
            Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern FLAG =
            Pattern.compile("^\\| ([0-9]+) \\| [^|]* \\| `([^`|]+)` \\| `([^`|]+)` \\|$", Pattern.MULTILINE);
    private static final int FLAGS = 18;

    private static String docs() throws IOException {
        return Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/undname.md"), UTF_8);
    }

    private static String run(String input, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ToolContext context = new ToolContext(
                new PrintStream(out, true, UTF_8),
                new PrintStream(out, true, UTF_8),
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                Map.of(),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                false,
                new Cancellation());
        assertThat(ToolMain.run(new UndnameMain(), arguments.toArray(new String[0]), context))
                .as(out.toString(UTF_8))
                .isZero();
        return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void everyExampleIsTrue() throws IOException {
        int examples = 0;
        for (Matcher example = EXAMPLE.matcher(docs()); example.find(); examples++) {
            String input = example.group(1) == null ? "" : example.group(1).replace("\\n", "\n");
            List<String> arguments = new ArrayList<>();
            for (Matcher word = WORD.matcher(example.group(2)); word.find(); ) {
                arguments.add(word.group(1) == null ? word.group(2) : word.group(1));
            }
            assertThat(run(input, arguments)).isEqualTo(example.group(3).replaceAll("(?m)^    ", ""));
        }
        assertThat(examples)
                .isEqualTo(docs().split("\n    \\$ ", -1).length - 1)
                .isGreaterThan(6);
    }

    @Test
    void everyFlagLeavesOutWhatTheTableSays() throws IOException {
        int all = 0;
        for (Matcher row = FLAG.matcher(docs()); row.find(); ) {
            int flag = Integer.parseInt(row.group(1), 16);
            String whole = run(row.group(2) + "\n", List.of("-"));
            String answer = run(row.group(2) + "\n", List.of("-", "--flags=" + row.group(1)));
            assertThat(answer).as(row.group(1)).isEqualTo(row.group(3) + "\n");
            assertThat(answer.equals(whole)).as(row.group(1)).isEqualTo(flag == 0x400);
            all |= flag;
        }
        assertThat(all).isEqualTo((1 << FLAGS) - 1);
    }

    @Test
    void everyOptionIsExplained() throws IOException {
        assertThat(docs())
                .contains(UndnameCommand.SWITCHES.switches().stream()
                        .map(each -> "| `" + each.canonicalName())
                        .toList());
    }
}
