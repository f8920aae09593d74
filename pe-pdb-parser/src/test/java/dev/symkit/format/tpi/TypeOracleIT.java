// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.testkit.BigData;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares every type and id with what {@code llvm-pdbutil dump} prints about it. */
class TypeOracleIT {
    private static final String TOOL = "llvm-pdbutil";
    private static final long FEWEST_FACTS = 400_000;

    private final String tool = Programs.assumeLlvm(TOOL);
    private final PdbutilTypes oracle = new PdbutilTypes();
    private final List<String> refused = new ArrayList<>();

    @Test
    void everyTypeOfTheCorpusIsReadAsLlvmReadsIt() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        for (Corpus.Row row : corpus.manifest()) {
            if (row.kind().equals("PDB7") && !row.path().startsWith("malformed/")) {
                compare(corpus.file(row.path()));
            }
        }
        System.out.println("types: " + oracle.facts() + " facts compared with " + tool + ", refused by it: " + refused);
        assertThat(oracle.facts()).isGreaterThan(FEWEST_FACTS);
        // a TPI stream of version 19990903; ids of which the info stream does not say that they are there
        assertThat(refused)
                .containsExactlyInAnyOrder("Compiled2003.pdb stream 2", "test_vtables_omap.dll.pdb stream 4");
    }

    @Test
    void everyTypeOfLargePdbsIsReadAsLlvmReadsIt() throws Exception {
        List<Path> pdbs = BigData.files(".pdb");
        for (Path pdb : pdbs) {
            compare(pdb);
        }
        System.out.println(
                "types: " + oracle.facts() + " facts of " + pdbs.size() + " large PDBs compared with " + tool);
        assertThat(refused).isEmpty();
        assertThat(oracle.facts() > 0).isEqualTo(!pdbs.isEmpty());
    }

    private void compare(Path pdb) throws Exception {
        try (FileByteSource source = FileByteSource.open(pdb)) {
            MsfFile msf = MsfFile.open(source);
            compare(pdb, msf, TypeStream.TPI);
            try {
                compare(pdb, msf, TypeStream.IPI);
            } catch (FormatException noIds) {
                assertThat(noIds).as("before VC110 stream 4 is something else").hasMessageContaining("version");
            }
        }
    }

    private void compare(Path pdb, MsfFile msf, int number) throws IOException, InterruptedException {
        var types = TypeStream.open(msf, number);
        if (types.isEmpty()) {
            return;
        }
        Process process = new ProcessBuilder(tool, "dump", number == TypeStream.TPI ? "-types" : "-ids", pdb.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        try (BufferedReader out = process.inputReader(ISO_8859_1)) {
            if (!oracle.compare(pdb + " stream " + number, types.get(), out)) {
                refused.add(pdb.getFileName() + " stream " + number);
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
