// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every option and rule of the reference has a test that proves it. The table {@code options/symstore.txt} beside the golden cases has
 * one line for each: verb, option or rule, {@code =}, and the tests: golden cases by name, others as {@code Class#method}.
 */
class SymStoreOptionsTest {
    private static final Pattern TABLE =
            Pattern.compile("SwitchTable ([A-Z]+) =\\s*([A-Za-z]+)(.*?);\\n", Pattern.DOTALL);

    /** One line of the table. */
    private record Row(String verb, String subject, List<String> tests) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Tree.sources().resolve("distribution/src/test/options/symstore.txt"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(" = ", 2);
            String[] head = parts[0].split(" ", 2);
            assertThat(parts).as(line).hasSize(2);
            assertThat(head).as(line).hasSize(2);
            rows.add(new Row(head[0], head[1].strip(), List.of(parts[1].strip().split(" +"))));
        }
        return rows;
    }

    @Test
    void everyTestOfTheTableExists() throws IOException {
        List<Row> rows = rows();
        assertThat(rows).isNotEmpty();
        for (Row row : rows) {
            OptionProofs.assertThere("symstore", row.tests());
        }
    }

    @Test
    void everySwitchOfTheTablesHasALine() throws IOException {
        Path source = Tree.sources().resolve("symstore/src/main/java/dev/symkit/symstore/cli/SymStoreCommands.java");
        String text = Files.readString(source, StandardCharsets.UTF_8);
        TreeSet<String> verbs = new TreeSet<>();
        TreeSet<String> missing = new TreeSet<>();
        List<Row> rows = rows();
        Matcher table = TABLE.matcher(text);
        while (table.find()) {
            String verb = table.group(1).toLowerCase(Locale.ROOT);
            if (rows.stream().noneMatch(row -> row.verb().equals(verb))) {
                continue; // a verb has all its lines or none
            }
            verbs.add(verb);
            for (String name : OptionProofs.switches(table.group(3))) {
                String shown = name.startsWith("--") ? name : name.startsWith(":") ? "-" + name : "/" + name;
                if (rows.stream()
                        .noneMatch(
                                row -> row.verb().equals(verb) && row.subject().equals(shown))) {
                    missing.add(verb + " " + shown);
                }
            }
        }
        assertThat(verbs).contains("common", "files", "add");
        assertThat(missing).as("switches without a test").isEmpty();
    }
}
