// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The symbol commands on real PDBs: other programs list and find the same, and damage ends with a line. */
class SymbolCorpusTest {
    private static final long BASE = 0x1000000;

    @TempDir
    Path directory;

    private Transcript open(Corpus corpus, String path) throws IOException {
        Transcript shell = new Transcript(directory, BASE);
        try {
            return shell.load(corpus.file(path).toString());
        } catch (LoadException e) {
            shell.close();
            throw new IOException(e);
        }
    }

    private static List<String> pdbs(Corpus corpus) throws IOException {
        return corpus.manifest().stream()
                .filter(row -> row.kind().equals("PDB7") && row.path().endsWith(".pdb"))
                .map(Corpus.Row::path)
                .filter(path -> !path.startsWith("malformed/"))
                .toList();
    }

    @Test
    void findsEveryProcedureAtItsStart() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int same = 0;
        List<String> different = new ArrayList<>();
        for (String path : List.of(
                "native/x86-crash/crash.pdb",
                "native/x86-omap/omap_stretched.pdb",
                "native/x86-omap-pair/test_vtables_omap.dll.pdb",
                "lld/x64/full.pdb",
                "lld/x86/full.pdb")) {
            try (Transcript shell = open(corpus, path)) {
                TreeMap<String, List<String>> byAddress = new TreeMap<>();
                for (String row : shell.ask("srch tag=5")) {
                    if (row.contains("SymTagFunction")) {
                        byAddress
                                .computeIfAbsent(row.substring(8, 25).strip(), address -> new ArrayList<>())
                                .add(row.substring(row.indexOf(" : ") + 3));
                    }
                }
                for (var entry : byAddress.entrySet()) {
                    if (entry.getKey().equals("0")) {
                        continue; // not in the image any more
                    }
                    List<String> answer = shell.ask("addr " + entry.getKey());
                    if (!answer.isEmpty() && entry.getValue().contains(answer.get(0))) {
                        same++;
                    } else {
                        different.add(path + ": " + entry + " " + answer);
                    }
                    assertThat(shell.field("name " + entry.getValue().get(0), "tag"))
                            .isEqualTo("SymTagFunction (5)");
                }
            }
        }
        System.out.println("procedures at their start: " + same + " found, " + different.size() + " not");
        assertThat(different).isEmpty();
        assertThat(same).isGreaterThan(500);
    }

    @Test
    void agreesWithBreakpadWhereAnImageWasRearranged() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        Set<Long> oracle = new HashSet<>();
        for (String text : new String(corpus.bytes("native/x86-omap/omap_stretched.sym"), UTF_8)
                .lines()
                .toList()) {
            String[] words = text.split(" ", 3);
            if (words[0].equals("FUNC") || words[0].equals("PUBLIC")) {
                oracle.add(BASE
                        + Long.parseLong(words[words[1].equals("m") ? 2 : 1].split(" ", 2)[0], 16));
            }
        }
        try (Transcript shell = open(corpus, "native/x86-omap/omap_stretched.pdb")) {
            List<Long> functions = shell.ask("srch tag=5").stream()
                    .filter(row -> row.contains("SymTagFunction"))
                    .map(row -> Long.parseLong(row.substring(8, 25).strip(), 16))
                    .toList();
            assertThat(functions).hasSizeGreaterThan(150).isSubsetOf(oracle);
            System.out.println(
                    "functions of the rearranged image: " + functions.size() + " at the places of the oracle");
        }
    }

    @Test
    void dumpsTheLinesThatBreakpadHas() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        Map<Long, Long> oracle = new HashMap<>();
        long function = -1;
        for (String text : new String(corpus.bytes("native/x86-crash/crash.sym"), UTF_8)
                .lines()
                .toList()) {
            String[] words = text.split(" ", 4);
            if (words[0].equals("FUNC")) {
                function = Long.parseLong(words[words[1].equals("m") ? 2 : 1].split(" ", 2)[0], 16);
            } else if (words[0].matches("[0-9a-f]+") && Long.parseLong(words[0], 16) == function) {
                oracle.put(function, Long.parseLong(words[2]));
            }
        }
        int same = 0;
        List<String> different = new ArrayList<>();
        try (Transcript shell = open(corpus, "native/x86-crash/crash.pdb")) {
            for (String row : shell.ask("dump")) {
                String[] columns = row.split("\t", -1);
                // Of several rows at one address the oracle has the last, we the first: where the function is declared.
                long later = oracle.getOrDefault(Long.parseLong(columns[2], 16), 0L) - Long.parseLong(columns[4]);
                if (later >= 0 && later < 20) {
                    same++;
                } else {
                    different.add(row);
                }
            }
        }
        System.out.println("first lines of functions: " + same + " the same, " + different);
        assertThat(same).isGreaterThan(70);
        // Functions with the same code are one in the image, and the oracle has the lines of one of them.
        assertThat(different).hasSizeLessThanOrEqualTo(same / 10);
    }

    @Test
    void inlinedCallsLieInTheirFunctions() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int calls = 0;
        for (String path : pdbs(corpus)) {
            try (Transcript shell = open(corpus, path)) {
                List<String> rows = shell.ask("srch tag=20 recurse");
                for (String row : rows.subList(Math.min(1, rows.size()), Math.min(20, rows.size()))) {
                    String index = row.substring(0, 8).strip();
                    if (index.contains(" ")) {
                        index = index.substring(0, index.indexOf(' '));
                    }
                    long address = Long.parseLong(shell.field("index " + index, "addr"), 16);
                    String name = shell.field("index " + index, "name");
                    assertThat(row).endsWith(" : " + name);
                    assertThat(shell.ask("addr " + Long.toHexString(address)))
                            .as(path + row)
                            .isNotEmpty();
                    assertThat(shell.field("addr " + Long.toHexString(address), "tag"))
                            .isEqualTo("SymTagFunction (5)");
                    calls += name.isEmpty() ? 0 : 1;
                }
            }
        }
        System.out.println("inlined calls with names: " + calls);
        assertThat(calls).isGreaterThan(20);
    }

    @Test
    void everyCommandAnswersWhateverIsDamaged() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int loaded = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (!row.path().endsWith(".pdb")
                    && !row.path().endsWith(".dbg")
                    && !row.path().endsWith(".dll")) {
                continue;
            }
            try (Transcript shell = new Transcript(directory, BASE)) {
                try {
                    shell.load(corpus.file(row.path()).toString());
                } catch (LoadException e) {
                    assertThat(e).hasMessageStartingWith("error 0x");
                    continue;
                }
                loaded++;
                for (String command : List.of(
                        "enum *a*",
                        "name main",
                        "name nobody",
                        "addr 1001010",
                        "enumaddr 1001010",
                        "next 1001010",
                        "prev 1002010",
                        "index 1",
                        "index 20",
                        "index 8000",
                        "scope main",
                        "srch all recurse mask=m*",
                        "srch index=1 all",
                        "srch addr=1001010",
                        "dump",
                        "symopt 4811",
                        "enum *b*",
                        "addr 1001010",
                        "next 1001010")) {
                    List<String> answer = shell.ask(command);
                    assertThat(answer).as(row.path() + ": " + command).allMatch(line -> !line.contains("\n"));
                }
            }
        }
        System.out.println("commands answered on " + loaded + " files");
        assertThat(loaded).isGreaterThan(80);
    }
}
