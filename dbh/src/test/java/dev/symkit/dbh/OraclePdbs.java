// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.testkit.BigData;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The PDBs that other programs read too: every PDB 7.0 of the corpus that is not damaged on purpose, and those of {@link BigData}. LLVM's
 * tools read neither PDB 2.0 nor compressed nor portable ones.
 */
public final class OraclePdbs {
    private static final long LARGE = 100_000_000;

    private OraclePdbs() {}

    /** All of them. */
    public static List<Path> all() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        List<Path> pdbs = new ArrayList<>();
        for (Corpus.Row row : corpus.manifest()) {
            if (row.kind().equals("PDB7") && !row.path().startsWith("malformed/pdb/")) {
                pdbs.add(corpus.file(row.path()));
            }
        }
        pdbs.addAll(BigData.files(".pdb"));
        return pdbs;
    }

    /** Whether a test that takes samples of a file may take many. */
    static boolean isLarge(Path pdb) throws IOException {
        return Files.size(pdb) > LARGE;
    }
}
