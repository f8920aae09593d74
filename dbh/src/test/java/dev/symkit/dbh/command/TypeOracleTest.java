// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.OraclePdbs;
import dev.symkit.testkit.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TypeOracleTest {
    private static final Pattern HEAD =
            Pattern.compile(" +0x([0-9A-F]+) \\| LF_(CLASS|STRUCTURE|INTERFACE|UNION|ENUM) \\[.*?\\] `(.*)`");
    /** Classes of the newest compilers, which the tool does not know. */
    private static final Pattern UNKNOWN = Pattern.compile(" +0x([0-9A-F]+) \\| UNKNOWN RECORD .*");

    private static final Pattern SIZE = Pattern.compile(".*, sizeof (\\d+)");
    private static final Pattern UNDERLYING = Pattern.compile(" +field list: .*, underlying type: 0x([0-9A-F]{4}) .*");

    /** Bytes of the types that enumerations are made of. */
    private static final Map<String, Integer> PRIMITIVE_SIZES = Map.ofEntries(
            Map.entry("0010", 1),
            Map.entry("0020", 1),
            Map.entry("0030", 1),
            Map.entry("0068", 1),
            Map.entry("0069", 1),
            Map.entry("0070", 1),
            Map.entry("0011", 2),
            Map.entry("0021", 2),
            Map.entry("0071", 2),
            Map.entry("0072", 2),
            Map.entry("0073", 2),
            Map.entry("0012", 4),
            Map.entry("0022", 4),
            Map.entry("0074", 4),
            Map.entry("0075", 4),
            Map.entry("0013", 8),
            Map.entry("0023", 8),
            Map.entry("0076", 8),
            Map.entry("0077", 8));

    private static final int FEWEST_FACTS = 10_000;

    /** Types of one file that are also asked for by name. */
    private static final int ASKED = 2_000;

    private final String tool = Programs.assumeLlvm("llvm-pdbutil");
    private int facts;
    private int files;

    /** A definition in the dump; its size is -1 if that is not told. */
    private record Definition(long index, String name, long size) {}

    @Test
    void listedTypesAreTheDefinitionsThatLlvmSees() throws Exception {
        for (Path pdb : OraclePdbs.all()) {
            Dump dump = new Dump();
            Pdbutil.dump(tool, "--types", pdb, dump::take);
            compare(pdb, dump.definitions, dump.unknown);
        }
        System.out.printf("etypes, type: %d facts in %d PDBs compared with %s%n", facts, files, tool);
        assertThat(facts).isGreaterThan(FEWEST_FACTS);
    }

    /** Reads the definitions of a dump. */
    private static final class Dump {
        final List<Definition> definitions = new ArrayList<>();
        final Set<Long> unknown = new HashSet<>();
        private String name = "";
        private long index;
        private long size;
        private boolean enumeration;

        void take(String line) {
            Matcher head = HEAD.matcher(line);
            Matcher other = UNKNOWN.matcher(line);
            Matcher underlying = UNDERLYING.matcher(line);
            if (head.matches()) {
                index = Long.parseLong(head.group(1), 16);
                enumeration = head.group(2).equals("ENUM");
                name = head.group(3);
                size = -1;
            } else if (other.matches()) {
                unknown.add(Long.parseLong(other.group(1), 16));
            } else if (underlying.matches()) {
                size = PRIMITIVE_SIZES.getOrDefault(underlying.group(1), -1);
            } else if (line.stripLeading().startsWith("options: ") && index != 0) {
                Matcher bytes = SIZE.matcher(line);
                if (!line.contains("forward ref")) {
                    boolean told = !enumeration && bytes.matches();
                    definitions.add(new Definition(index, name, told ? Long.parseLong(bytes.group(1)) : size));
                }
                index = 0;
            }
        }
    }

    private void compare(Path pdb, List<Definition> definitions, Set<Long> unknown) throws Exception {
        if (definitions.isEmpty()) {
            return;
        }
        files++;
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
                        .satisfies(found -> assertThat(found.get("tag")).isIn("SymTagUDT", "SymTagEnum")));
        facts += 2;
    }
}
