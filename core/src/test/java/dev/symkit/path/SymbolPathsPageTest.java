// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The user's page about symbol paths says what the code does. */
final class SymbolPathsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "symbol-paths.md");
    private static final Pattern FORM =
            Pattern.compile("\\| `(.*?)`( \\(\\d\\))? \\| (?:`(.*?)`|\\(nothing\\)) \\| .*");
    private static final Pattern MESSAGE = Pattern.compile("`((?:element|too) .*?[^ ])`(?=,| \\|)");

    private static List<String> section(String start, String end) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(start);
        int to = end.isEmpty() ? page.length() : page.indexOf(end, from);
        assertThat(from).isPositive().isLessThan(to);
        return page.substring(from, to).lines().toList();
    }

    @TestFactory
    Stream<DynamicTest> formsAreReadAsThePageSays() throws IOException {
        List<Matcher> rows = section("| written |", "## A chain").stream()
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .toList();
        assertThat(rows).hasSize(29);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.group(1), () -> {
                    SymbolPath path = SymbolPath.parse(row.group(1), ParseMode.STRICT);
                    assertThat(path.expanded()).isEqualTo(Objects.requireNonNullElse(row.group(3), ""));
                    assertThat(path.warnings().isEmpty()).isEqualTo(row.group(2) == null);
                }));
    }

    @Test
    void messagesAreThoseOfThePage() throws IOException, SymbolPathException {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String path : List.of(
                "https://h/s",
                "\\\\a\\sym*\\\\b\\sym",
                "srv*https://h/a*https://h/b",
                "cache*https://h/s",
                "cache*s3://b/p",
                "cache*/a*/b*https://h/s",
                "ftp://h/s",
                "*",
                "srv*\\\\build",
                "srv*https:///s",
                "srv*s3://",
                "srv*/a*srv*https://h/s",
                "srv*C:\\sym*https://h/s;C:\\sym",
                "srv*0*1*2*3*4*5*6*7*8*9*10",
                "symsrv*",
                "a\u0001b")) {
            List<String> warnings = SymbolPath.parse(path, ParseMode.LENIENT).warnings();
            assertThat(warnings).hasSize(1);
            expected.put(path, warnings.get(0).replaceAll(", (the first 10 are used|left out)$", ""));
        }
        List<String> messages = section("## Warnings", "").stream()
                .flatMap(line -> MESSAGE.matcher(line).results().map(found -> found.group(1)))
                .toList();

        assertThat(messages).containsExactlyElementsOf(expected.values());
    }

    @Test
    void pathsToStartWithHaveNoWarning() throws IOException, SymbolPathException {
        List<String> paths = section("| you want |", "On Linux").stream()
                .filter(line -> line.endsWith("` |"))
                .map(line -> line.substring(line.indexOf('`') + 1, line.length() - 3))
                .toList();

        assertThat(paths).hasSize(6);
        for (String path : paths) {
            assertThat(SymbolPath.parse(path, ParseMode.STRICT).warnings()).isEmpty();
        }
    }
}
