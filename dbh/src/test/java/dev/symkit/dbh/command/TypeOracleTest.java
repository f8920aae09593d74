// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TypeOracleTest {
    private static final Pattern HEAD =
            Pattern.compile(" +0x([0-9A-F]+) \\| LF_(CLASS|STRUCTURE|INTERFACE|UNION|ENUM) \\[.*?\\] `(.*)`");
    /** Classes of the newest compilers, which the tool does not know. */
    private static final Pattern UNKNOWN = Pattern.compile(" +0x([0-9A-F]+) \\| UNKNOWN RECORD .*");

    private static final Pattern SIZE = Pattern.compile(".*, sizeof (\\d+)");
    private static final int FEWEST_FACTS = 10_000;

    /** Types of one file that are also asked for by name. */
    private static final int ASKED = 150;

    private final String tool = Programs.assumeLlvm("llvm-pdbutil");
    private int facts;

    /** A definition in the dump; of an enumeration the size is not told. */
    private record Definition(long index, String name, long size) {}

    @Test
    void listedTypesAreTheDefinitionsThatLlvmSees() throws Exception {
        for (Path pdb : Pdbutil.corpus(Corpus.assumePresent())) {
            List<String> dump = Pdbutil.dump(tool, "--types", pdb);
            compare(pdb, definitions(dump), unknown(dump));
        }
        System.out.println("etypes, type: " + facts + " facts compared with " + tool);
        assertThat(facts).isGreaterThan(FEWEST_FACTS);
    }

    private static List<Definition> definitions(List<String> dump) {
        List<Definition> found = new ArrayList<>();
        String name = "";
        long index = 0;
        boolean enumeration = false;
        for (String line : dump) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                index = Long.parseLong(head.group(1), 16);
                enumeration = head.group(2).equals("ENUM");
                name = head.group(3);
            } else if (line.stripLeading().startsWith("options: ") && index != 0) {
                Matcher size = SIZE.matcher(line);
                if (!line.contains("forward ref")) {
                    long bytes = enumeration || !size.matches() ? -1 : Long.parseLong(size.group(1));
                    found.add(new Definition(index, name, bytes));
                }
                index = 0;
            }
        }
        return found;
    }

    private static Set<Long> unknown(List<String> dump) {
        return dump.stream()
                .map(UNKNOWN::matcher)
                .filter(Matcher::matches)
                .map(line -> Long.parseLong(line.group(1), 16))
                .collect(Collectors.toSet());
    }

    private void compare(Path pdb, List<Definition> definitions, Set<Long> unknown) throws Exception {
        if (definitions.isEmpty()) {
            return;
        }
        try (Answers answers = Answers.of(pdb, 0x400000)) {
            long shift = shift(answers, definitions);
            List<Map<String, Object>> rows = answers.rows("etypes").stream()
                    .filter(row -> !unknown.contains(Answers.number(row, "index") - shift))
                    .toList();
            assertThat(rows).as(pdb.toString()).hasSizeGreaterThanOrEqualTo(definitions.size());
            Map<String, Integer> seen = new HashMap<>();
            for (int i = 0; i < definitions.size(); i++) {
                assertThat(rows.get(i))
                        .as(pdb + " " + definitions.get(i))
                        .containsEntry("name", definitions.get(i).name())
                        .containsEntry("index", definitions.get(i).index() + shift);
                seen.merge(definitions.get(i).name(), 1, Integer::sum);
                facts += 2;
            }
            definitions.stream()
                    .filter(type -> type.size() >= 0 && seen.getOrDefault(type.name(), 0) == 1)
                    .limit(ASKED)
                    .forEach(type -> compareByName(answers, type, shift));
        }
    }

    /** From indexes in the file to those of the session. */
    private static long shift(Answers answers, List<Definition> definitions) {
        Definition first = definitions.get(0);
        return answers.rows("etypes").stream()
                .filter(row -> first.name().equals(row.get("name")))
                .mapToLong(row -> Answers.number(row, "index") - first.index())
                .findFirst()
                .orElseThrow();
    }

    private void compareByName(Answers answers, Definition type, long shift) {
        assertThat(answers.rows("type !" + type.name()))
                .as(type.toString())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("size", type.size())
                        .containsEntry("index", type.index() + shift)
                        .containsEntry("tag", "SymTagUDT"));
        facts += 2;
    }
}
