// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.symchk.facts.PdbFacts;
import java.util.Optional;

/** What the PDB of an image has to hold (symchk.md 4.2 rule 4). The texts are our choice. */
public enum PdbRule {
    /** {@code /pa}: anything. */
    ANY,
    /** {@code /pf}: private symbols. */
    FULL,
    /** {@code /ps}: public symbols only. */
    STRIPPED,
    /** {@code /pt}: public symbols only, and types. */
    STRIPPED_WITH_TYPES;

    /**
     * Why a PDB breaks the rule; empty if it does not.
     *
     * @param name of the PDB
     */
    Optional<String> broken(String name, PdbFacts pdb) {
        boolean wantsPublic = this == STRIPPED || this == STRIPPED_WITH_TYPES;
        if (this == FULL && pdb.stripped()) {
            return Optional.of(name + " is public, private required");
        }
        if (wantsPublic && !pdb.stripped()) {
            return Optional.of(name + " is private, public required");
        }
        return this == STRIPPED_WITH_TYPES && !pdb.hasTypes()
                ? Optional.of(name + " carries no types")
                : Optional.empty();
    }
}
