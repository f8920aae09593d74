// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.symbols.AddressMap;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.testkit.BigData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares {@code laddr} at the start of every function with llvm-symbolizer. In images that were rearranged the tool is asked for the
 * address that the linker gave, as it knows of no other. Where the rows of a function are not in the order of their addresses (one that
 * has code of several sources), the tool's search for an address goes astray; then llvm-pdbutil must list the row that we found.
 */
class LineOracleTest {
    /** The longest code before the first line of its function that was seen, rounded up. */
    private static final int BEFORE_FIRST_LINE = 0x100;

    @TempDir
    private Path directory;

    private int facts;
    private int early;
    private int unordered;
    private int crashes;
    private final List<String> unread = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();

    @Test
    void findsTheLineOfEveryFunction() throws Exception {
        int files = 0;
        for (Path file : OraclePdbs.all()) {
            try (ShellFixture shell = new ShellFixture(directory).load(file.toString())) {
                Optional<PdbFile> pdb = shell.module().symbols().flatMap(symbols -> symbols.pdb());
                List<Places.Start> starts = pdb.isPresent() ? Places.functions(pdb.get()) : List.of();
                if (!starts.isEmpty()) {
                    files++;
                    compare(shell, file, pdb.get(), starts);
                }
            }
        }
        System.out.printf(
                "laddr: %d lines at the start of functions in %d PDBs compared, %d different; of them %d as llvm-pdbutil has them;"
                        + " %d more of code before the first line; %d crashes; PDBs whose lines the tool cannot read: %s%n",
                facts, files, differences.size(), unordered, early, crashes, unread);
        assertThat(facts).isGreaterThan(1_500);
        assertThat(differences).isEmpty();
    }

    private void compare(ShellFixture shell, Path file, PdbFile pdb, List<Places.Start> starts) throws Exception {
        List<Optional<List<LlvmSymbolizer.Frame>>> theirs = new LlvmSymbolizer(directory, file, pdb)
                .ask(starts.stream().map(Places.Start::linked).toList(), false);
        if (LlvmSymbolizer.knowsNoLines(theirs)) {
            boolean known =
                    starts.stream().anyMatch(start -> !ours(shell, start.rva()).equals(Places.NONE));
            if (known) {
                unread.add(file.getFileName().toString());
            }
            return;
        }
        Map<String, String> doubtful = new HashMap<>();
        for (int i = 0; i < starts.size(); i++) {
            long rva = starts.get(i).rva();
            String actual = ours(shell, rva);
            if (theirs.get(i).isEmpty()) {
                crashes++;
                continue;
            }
            String expected = theirs.get(i).get().get(0).place();
            boolean none = actual.equals(Places.NONE);
            if (none && !expected.equals(Places.NONE) && comesLater(shell, rva, expected)) {
                early++;
                continue;
            }
            facts++;
            if (!actual.equals(expected)) {
                AddressMap.SectionOffset at = pdb.addresses().address(rva).orElseThrow();
                doubtful.put(
                        PdbutilLines.row(at.section(), at.offset(), actual),
                        file.getFileName() + " " + Long.toHexString(rva) + ": ours " + actual + ", theirs " + expected);
            }
        }
        if (!doubtful.isEmpty()) {
            Set<String> listed = PdbutilLines.found(file, doubtful.keySet());
            unordered += listed.size();
            doubtful.keySet().removeAll(listed);
            differences.addAll(doubtful.values());
        }
    }

    private static String ours(ShellFixture shell, long rva) {
        shell.ask("laddr " + Long.toHexString(shell.module().address(rva)));
        String name = shell.fields().get("file");
        return name == null
                ? Places.NONE
                : Places.of(name, Long.parseLong(shell.fields().get("line"), 16));
    }

    /** Code before the first line of its function: the tool takes that line, we say that there is none. */
    private static boolean comesLater(ShellFixture shell, long rva, String place) {
        for (int distance = 1; distance < BEFORE_FIRST_LINE; distance++) {
            String next = ours(shell, rva + distance);
            if (!next.equals(Places.NONE)) {
                return next.equals(place);
            }
        }
        return false;
    }

    @Test
    void answersWhereTheToolCrashes() throws Exception {
        Path file = BigData.assumeFile("win32-x64/winpty.pdb");
        try (ShellFixture shell = new ShellFixture(directory).load(file.toString())) {
            assertThat(shell.ask("laddr -i " + Long.toHexString(shell.module().address(0x5010))))
                    .contains("   line : ")
                    .contains("  0 ");
        }
    }
}
