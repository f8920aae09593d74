// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.testkit.Corpus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What llvm-pdbutil says of PDBs of the corpus. */
final class Pdbutil {
    private Pdbutil() {}

    /** The PDBs that are whole and native. */
    static List<Path> corpus(Corpus corpus) throws IOException {
        return corpus.manifest().stream()
                .filter(row -> row.kind().equals("PDB7") && row.path().startsWith("native/"))
                .map(row -> corpus.file(row.path()))
                .toList();
    }

    /** The lines of a dump. */
    static List<String> dump(String tool, String what, Path pdb) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(tool, "dump", what, pdb.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            return out.lines().toList();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
