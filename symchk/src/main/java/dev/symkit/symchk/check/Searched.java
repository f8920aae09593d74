// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.symchk.facts.PdbFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The search of one place for one file.
 *
 * @param place the part of the symbol path, for people, without secrets
 * @param trace what the search told, in order
 * @param pdb the PDB that it gave, if it was looked for one and that matches
 */
public record Searched(String place, List<String> trace, Optional<SymbolFile<PdbFacts>> pdb) {
    /** Copies the list. */
    public Searched {
        trace = List.copyOf(trace);
    }

    /** This search and a later one of the same place. */
    public Searched and(Searched later) {
        List<String> both = new ArrayList<>(trace);
        both.addAll(later.trace);
        return new Searched(place, both, later.pdb.or(() -> pdb));
    }
}
