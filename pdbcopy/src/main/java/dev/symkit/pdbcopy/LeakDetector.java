// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Finds bytes in a PDB that its writer did not put there on purpose: memory that was never initialised, and what earlier commits left
 * behind (CVE-2018-1037). Memory use depends on the number of pages and streams, not on the size of the file.
 */
public final class LeakDetector {
    private LeakDetector() {}

    /**
     * Looks through a PDB, which may be in a cabinet.
     *
     * @throws PdbCopyException if it is none, or cannot be opened
     * @throws dev.symkit.format.io.FormatException if it is damaged
     */
    public static LeakReport inspect(Path pdb) throws IOException {
        try (InputPdb input = InputPdb.open(pdb, Path.of(System.getProperty("java.io.tmpdir", ".")))) {
            return inspect(input.content());
        }
    }

    /**
     * Looks through a PDB.
     *
     * @param file a PDB in an MSF 7.00 container; stays open
     * @throws dev.symkit.format.io.FormatException if it is none or is damaged, in the container or in a part that has to be read
     * @throws IOException if the file cannot be read, also because the thread was interrupted
     */
    public static LeakReport inspect(ByteSource file) throws IOException {
        LeakCollector collector = new LeakCollector();
        LeakScan.run(file, collector);
        return collector.report();
    }
}
