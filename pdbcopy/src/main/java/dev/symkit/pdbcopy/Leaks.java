// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import java.io.IOException;
import java.nio.file.Path;

/** Looks for leaks in a file. */
public final class Leaks {
    private Leaks() {}

    /**
     * Inspects a PDB.
     *
     * @throws PdbCopyException if it is none, or cannot be opened
     * @throws dev.symkit.format.io.FormatException if it is damaged
     */
    public static LeakReport inspect(Path pdb) throws IOException {
        try (InputPdb input = InputPdb.open(pdb, Path.of(System.getProperty("java.io.tmpdir", ".")))) {
            return LeakDetector.inspect(input.content());
        }
    }
}
