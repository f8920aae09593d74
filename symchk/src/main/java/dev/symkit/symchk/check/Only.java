// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.symsrv.finder.PdbSymbols;
import dev.symkit.symsrv.spi.FileFilter;
import java.util.Optional;

/** Which PDBs count as a match at all: the letters {@code p} and {@code s} of {@code /s} (symchk.md 1.3). */
public enum Only {
    /** All. */
    ANY,
    /** Those with private symbols. */
    PRIVATE,
    /** Those without. */
    PUBLIC;

    // always the same objects, so that searches for one PDB at the same time are one search
    private static final FileFilter HAS_PRIVATE =
            pdb -> PdbSymbols.read(pdb).stripped() ? Optional.of("has no private symbols") : Optional.empty();
    private static final FileFilter HAS_NONE =
            pdb -> PdbSymbols.read(pdb).stripped() ? Optional.empty() : Optional.of("has private symbols");

    /** Takes those that count. */
    FileFilter filter() {
        return switch (this) {
            case ANY -> FileFilter.ANY;
            case PRIVATE -> HAS_PRIVATE;
            case PUBLIC -> HAS_NONE;
        };
    }
}
