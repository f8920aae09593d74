// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.testkit.Corpus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares every type and id with what {@code llvm-pdbutil dump} prints about it. */
class TypeOracleIT {
    private static final String TOOL = "llvm-pdbutil";
    private static final long FEWEST_FACTS = 400_000;

    @BeforeAll
    static void theToolIsThere() {
        boolean found = List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, TOOL)));
        if (!found) {
            String line = "SKIPPED (" + TOOL + "): not installed";
            System.out.println(line);
            Assumptions.abort(line);
        }
    }

    @Test
    void everyTypeOfTheCorpusIsReadAsLlvmReadsIt() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        PdbutilTypes oracle = new PdbutilTypes();
        List<String> refused = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            if (row.kind().equals("PDB7") && !row.path().startsWith("malformed/")) {
                compare(corpus.file(row.path()), oracle, refused);
            }
        }
        System.out.println("types: " + oracle.facts() + " facts compared with " + TOOL + ", refused by it: " + refused);
        assertThat(oracle.facts()).isGreaterThan(FEWEST_FACTS);
        // a TPI stream of version 19990903; ids of which the info stream does not say that they are there
        assertThat(refused)
                .containsExactlyInAnyOrder("Compiled2003.pdb stream 2", "test_vtables_omap.dll.pdb stream 4");
    }

    /** The file is too large to be part of any corpus; the variable names it. */
    @Test
    void everyTypeOfALargePdbIsReadAsLlvmReadsIt() throws Exception {
        String large = System.getenv().getOrDefault("SYMKIT_LARGE_PDB", "");
        if (large.isEmpty()) {
            System.out.println("NOT RUN (large PDB): SYMKIT_LARGE_PDB names none");
            return;
        }
        PdbutilTypes oracle = new PdbutilTypes();
        compare(Path.of(large), oracle, new ArrayList<>());
        System.out.println("types: " + oracle.facts() + " facts of " + large + " compared with " + TOOL);
        assertThat(oracle.facts()).isPositive();
    }

    private static void compare(Path pdb, PdbutilTypes oracle, List<String> refused) throws Exception {
        try (FileByteSource source = FileByteSource.open(pdb)) {
            MsfFile msf = MsfFile.open(source);
            compare(pdb, msf, TypeStream.TPI, oracle, refused);
            try {
                compare(pdb, msf, TypeStream.IPI, oracle, refused);
            } catch (FormatException noIds) {
                assertThat(noIds).as("before VC110 stream 4 is something else").hasMessageContaining("version");
            }
        }
    }

    private static void compare(Path pdb, MsfFile msf, int number, PdbutilTypes oracle, List<String> refused)
            throws IOException, InterruptedException {
        var types = TypeStream.open(msf, number);
        if (types.isEmpty()) {
            return;
        }
        Process tool = new ProcessBuilder(TOOL, "dump", number == TypeStream.TPI ? "-types" : "-ids", pdb.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        tool.getOutputStream().close();
        try (BufferedReader out = tool.inputReader(ISO_8859_1)) {
            if (!oracle.compare(pdb + " stream " + number, types.get(), out)) {
                refused.add(pdb.getFileName() + " stream " + number);
            }
        } finally {
            tool.destroy();
            tool.waitFor();
        }
    }
}
