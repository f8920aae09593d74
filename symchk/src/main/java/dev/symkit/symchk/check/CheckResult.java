// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.symchk.facts.DbgFacts;
import dev.symkit.symchk.facts.PdbFacts;
import java.util.List;
import java.util.Optional;

/**
 * What came of the check of one image.
 *
 * @param subject the image
 * @param status how it ended
 * @param reason why, for programs
 * @param text why, for people; empty if it passed
 * @param pdb the PDB that was found and matches, also if a rule refuses it
 * @param dbg the DBG file that was found, also if it does not match
 * @param searches of places, in order
 */
public record CheckResult(
        Subject subject,
        Status status,
        Reason reason,
        String text,
        Optional<SymbolFile<PdbFacts>> pdb,
        Optional<SymbolFile<DbgFacts>> dbg,
        List<Searched> searches) {
    /** Copies the list. */
    public CheckResult {
        searches = List.copyOf(searches);
    }

    /** What the searches told, in order. */
    public List<String> trace() {
        return searches.stream().flatMap(search -> search.trace().stream()).toList();
    }
}
