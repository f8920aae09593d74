// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.symchk.facts.PdbFacts;

/** Which PDBs count as a match at all: the letters {@code p} and {@code s} of {@code /s} (symchk.md 1.3). */
public enum Only {
    /** All. */
    ANY,
    /** Those with private symbols. */
    PRIVATE,
    /** Those without. */
    PUBLIC;

    boolean accepts(PdbFacts pdb) {
        return switch (this) {
            case ANY -> true;
            case PRIVATE -> !pdb.stripped();
            case PUBLIC -> pdb.stripped();
        };
    }
}
