// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.OraclePdbs;
import dev.symkit.format.dbi.SectionHeader;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares {@code enum} of publics and the records of some of them with {@code llvm-pdbutil dump --publics}. */
class PublicOracleTest {
    private static final Pattern PUBLIC = Pattern.compile(" +\\d+ \\| S_PUB32 \\[size = \\d+\\] `(.*)`");
    private static final Pattern PLACE = Pattern.compile(" +flags = (.*), addr = (\\d+):(\\d+)");
    private static final long BASE = 0x400000;
    private static final long CODE = 0x400000;
    private static final int FEWEST_FILES = 30;

    /** Publics of one file whose records are asked for too. */
    private static final int ASKED = 500;

    private int facts;

    /** A public as the tool prints it. */
    private record Public(String name, boolean code, long section, long offset) {}

    @Test
    void listsThePublicsThatLlvmLists() throws Exception {
        String tool = Programs.assumeLlvm("llvm-pdbutil");
        int files = 0;
        for (Path file : OraclePdbs.all()) {
            List<Public> publics = publics(tool, file);
            if (!publics.isEmpty()) {
                files++;
                compare(file, publics);
            }
        }
        System.out.printf("enum: %d facts of publics in %d PDBs compared with %s%n", facts, files, tool);
        assertThat(files).isGreaterThan(FEWEST_FILES);
    }

    private static List<Public> publics(String tool, Path file) throws IOException, InterruptedException {
        List<Public> publics = new ArrayList<>();
        String[] name = new String[1];
        Pdbutil.dump(tool, "--publics", file, line -> {
            Matcher head = PUBLIC.matcher(line);
            Matcher place = PLACE.matcher(line);
            if (head.matches()) {
                name[0] = head.group(1);
            } else if (place.matches()) {
                boolean code = place.group(1).matches(".*\\b(code|function)\\b.*");
                publics.add(new Public(name[0], code, Long.parseLong(place.group(2)), Long.parseLong(place.group(3))));
            }
        });
        return publics;
    }

    private void compare(Path file, List<Public> publics) throws Exception {
        try (Answers answers = Answers.of(file, BASE)) {
            PdbFile pdb = answers.session()
                    .current()
                    .flatMap(module -> module.symbols())
                    .flatMap(symbols -> symbols.pdb())
                    .orElseThrow();
            answers.to("symopt 4811");
            List<Map<String, Object>> rows = answers.rows("enum");
            Map<String, Long> expected = new HashMap<>();
            List<String> texts = new ArrayList<>();
            for (Public each : publics) {
                texts.add(text(each.name(), address(pdb, each)));
                expected.put(texts.get(texts.size() - 1), each.code() ? CODE : 0);
            }
            assertThat(rows.stream().map(PublicOracleTest::text).toList())
                    .as(file.toString())
                    .containsExactlyInAnyOrderElementsOf(texts);
            facts += 2 * rows.size();
            int step = 1 + rows.size() / ASKED;
            for (int i = 0; i < rows.size(); i += step) {
                String index = Long.toHexString(Answers.number(rows.get(i), "index"));
                assertThat(answers.rows("index " + index))
                        .as(file + " " + index)
                        .singleElement()
                        .satisfies(row -> {
                            assertThat(row)
                                    .containsEntry("tag", "SymTagPublicSymbol")
                                    .containsEntry("size", 0L);
                            assertThat(expected)
                                    .containsEntry(
                                            text(String.valueOf(row.get("name")), Answers.number(row, "addr")),
                                            Answers.number(row, "flags"));
                        });
                facts += 3;
            }
        }
    }

    private static String text(Map<String, Object> row) {
        return text(String.valueOf(row.get("name")), Answers.number(row, "address"));
    }

    private static String text(String name, long address) {
        return name + " " + Long.toHexString(address);
    }

    /** Where a public is; behind the last section there are absolute ones. Of rearranged images only our own answer is known. */
    private static long address(PdbFile pdb, Public each) throws IOException {
        List<SectionHeader> sections = pdb.addresses().sections();
        if (sections.isEmpty()) {
            return BASE + each.offset();
        }
        if (each.section() < 1 || each.section() > sections.size()) {
            return each.offset();
        }
        if (pdb.dbi().orElseThrow().debugStreams().omapFromSource().isPresent()) {
            var rva = pdb.addresses().rva((int) each.section(), each.offset());
            return rva.isPresent() ? BASE + rva.getAsLong() : 0;
        }
        return BASE + sections.get((int) each.section() - 1).rva() + each.offset();
    }
}
