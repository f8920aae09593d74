// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code symchk} says of the corpus, against what its manifest and its lists of modules imply (symchk.md 3, 4, 8). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class SymChkCorpusIT {
    @TempDir
    Path scratch;

    private Corpus corpus;

    @BeforeEach
    void findCorpus() {
        corpus = Corpus.assumePresent();
    }

    private Run run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Tree.exploded().resolve("bin").resolve(tool).toString()));
        command.addAll(Arrays.asList(arguments));
        return Run.of(scratch, Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", System.getProperty("java.home")), command);
    }

    private static Optional<String> fact(Corpus.Row row, String name) {
        return Stream.of(row.facts().split("; "))
                .filter(fact -> fact.startsWith(name + "="))
                .map(fact -> fact.substring(name.length() + 1))
                .findFirst();
    }

    private static boolean isImage(Corpus.Row row) {
        return row.kind().startsWith("PE32");
    }

    /** What the tool has to say of a file, given the PDBs that the store holds. */
    private static String expected(Corpus.Row row, List<Corpus.Row> pdbs, String rule) {
        if (!isImage(row)) {
            return "IGNORED  - not a PE image";
        }
        if (row.facts().startsWith("816-byte PE")) {
            return "IGNORED  - no executable code";
        }
        Optional<String> wanted = fact(row, "pdbKey");
        if (wanted.isEmpty()) {
            return "FAILED  - Built without debugging information.";
        }
        String name = wanted.get().substring(0, wanted.get().indexOf('/'));
        Optional<Corpus.Row> pdb = pdbs.stream()
                .filter(each -> each.key().equalsIgnoreCase(wanted.get()))
                .findFirst();
        if (fact(row, "debug").orElse("").contains("EMBEDDED_PPDB")) {
            return passed("<embedded>");
        }
        if (pdb.isEmpty()) {
            return "FAILED  - " + name + " mismatched or not found";
        }
        boolean stripped = isStripped(pdb.get());
        String passed = passed(pdb.get().key().substring(pdb.get().key().lastIndexOf('/') + 1));
        return switch (rule) {
            case "-pf" -> stripped ? "FAILED  - " + name + " is public, private required" : passed;
            case "-ps" -> stripped ? passed : "FAILED  - " + name + " is private, public required";
            default -> passed;
        };
    }

    /** Whether the flag is set, or there is nothing private. */
    private static boolean isStripped(Corpus.Row pdb) {
        return List.of(pdb.facts().split("; ")).contains("stripped-flag")
                || (fact(pdb, "modulesWithSymbols").equals(Optional.of("0"))
                        && fact(pdb, "globalRefs").equals(Optional.of("0")));
    }

    private static String passed(String pdb) {
        return "PASSED  - PDB: " + pdb + " DBG: <N/A>";
    }

    @ParameterizedTest
    @CsvSource({"native, -pa", "native, -pf", "native, -ps", "managed, -pa", "managed, -pf", "managed, -ps"})
    void theTreeGetsTheVerdictsThatTheManifestImplies(String folder, String rule) throws Exception {
        List<Corpus.Row> files = corpus.manifest().stream()
                .filter(row -> row.path().startsWith(folder + "/"))
                .toList();
        List<Corpus.Row> pdbs = files.stream()
                .filter(row -> row.kind().matches("PDB7|PortablePDB"))
                .toList();
        String tree = corpus.file(folder).toString();
        Path store = scratch.resolve("store");
        assertThat(run("symstore", "add", "-r", "-f", tree, "-t", "corpus", "-s", store.toString())
                        .exit())
                .isZero();

        List<String> expected = new ArrayList<>();
        for (Corpus.Row row : files) {
            expected.add(
                    String.format(Locale.ROOT, "SYMCHK: %-20s %s", corpus.file(row.path()), expected(row, pdbs, rule)));
        }
        long failed =
                expected.stream().filter(line -> line.contains(" FAILED  - ")).count();
        assertThat(failed).isPositive().isLessThan(files.size());
        Run checked = run("symchk", "-r", tree, "-s", "srv*" + store, "-od", "-ob", rule);
        List<String> told = checked.out().lines().toList();
        assertThat(told.subList(0, told.size() - 3)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(told.subList(told.size() - 3, told.size()))
                .containsExactly(
                        "",
                        "SYMCHK: FAILED files = " + failed,
                        "SYMCHK: PASSED + IGNORED files = " + (files.size() - failed));
        assertThat(checked.exit()).isEqualTo(1);
        assertThat(checked.err()).isEmpty();
    }

    @Test
    void onlyTheOwnAgeMatches() throws Exception {
        List<Corpus.Row> series = corpus.manifest().stream()
                .filter(row -> row.path().startsWith("age-series/"))
                .toList();
        int matches = 0;
        int mismatches = 0;
        for (Corpus.Row image : series.stream().filter(SymChkCorpusIT::isImage).toList()) {
            for (Corpus.Row pdb : series.stream().filter(row -> !isImage(row)).toList()) {
                boolean match = fact(image, "pdbKey").orElseThrow().equals(pdb.key());
                String folder = corpus.file(pdb.path()).resolveSibling("").toString();
                Run checked = run("symchk", corpus.file(image.path()).toString(), "-s", folder, "-op");
                String verdict = match ? passed("vs2012.pdb") : "FAILED  - vs2012.pdb mismatched or not found";
                assertThat(checked.out()).startsWith("SYMCHK: vs2012.exe           " + verdict + "\n");
                assertThat(checked.exit()).isEqualTo(match ? 0 : 1);
                matches += match ? 1 : 0;
                mismatches += match ? 0 : 1;
            }
        }
        assertThat(matches).isEqualTo(3);
        assertThat(mismatches).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "crash-x86-windows, true",
        "notepad-small-32bit, true",
        "notepad-small-64bit, true",
        "test, true",
        "simple-crashpad, false"
    })
    void theModulesOfDumpsAreThoseOfTheLists(String name, boolean windows) throws Exception {
        String dump = "minidump/" + name + ".dmp";
        Set<String> lines = new LinkedHashSet<>();
        List<String> listed = Files.readAllLines(corpus.file(dump + ".modules.tsv"), UTF_8);
        List<String> modules = listed.subList(1, listed.size());
        for (String line : modules) {
            String[] columns = line.split("\t", -1);
            if (windows && !columns[3].isEmpty()) {
                lines.add(last(columns[2]) + "," + columns[3] + ",1");
            }
            if (windows) {
                lines.add(last(columns[0]) + "," + columns[1] + ",1");
            }
        }
        Path manifest = scratch.resolve("need.txt");
        Run written = run("symchk", "-id", corpus.file(dump).toString(), "-om", manifest.toString(), "-oi");
        assertThat(Files.readAllLines(manifest, UTF_8)).containsExactlyElementsOf(lines);
        assertThat(written.out()).endsWith("PASSED + IGNORED files = " + modules.size() + "\n");
        assertThat(written.out().lines().filter(line -> line.endsWith(" IGNORED  - not a Windows module")))
                .hasSize(windows ? 0 : modules.size());
        assertThat(written.exit()).isZero();
    }

    private static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
    }
}
