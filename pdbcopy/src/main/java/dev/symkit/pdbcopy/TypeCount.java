// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;

/**
 * How many types a PDB has.
 *
 * @param count number of them, 0 if it is not known
 * @param problem why it is not known; empty if it is
 */
public record TypeCount(long count, String problem) {

    /** Counts; a damaged type stream is no reason to fail, as its content is not needed. */
    static TypeCount of(PdbFile pdb) throws IOException {
        try {
            return new TypeCount(pdb.types().isPresent() ? pdb.types().get().count() : 0, "");
        } catch (FormatException e) {
            return new TypeCount(0, String.valueOf(e.getMessage()));
        }
    }

    /** Whether the number is known. */
    public boolean isKnown() {
        return problem.isEmpty();
    }
}
