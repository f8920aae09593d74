// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What llvm-pdbutil says of PDBs. */
public final class Pdbutil {
    private Pdbutil() {}

    /** Hands over the lines of a dump one by one: that of a large PDB does not fit into memory. */
    public static void dump(String tool, String what, Path pdb, Consumer<String> lines)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(tool, "dump", what, pdb.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.accept(line);
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
