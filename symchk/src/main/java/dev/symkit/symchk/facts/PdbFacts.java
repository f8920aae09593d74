// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import dev.symkit.format.pe.CodeView;
import dev.symkit.symsrv.finder.PdbSymbols;
import java.util.Optional;
import java.util.UUID;

/**
 * What a PDB says about itself.
 *
 * @param guid its identity; empty for a PDB 2.0
 * @param signature its signature, unsigned 32-bit
 * @param age the age that images name: that of the DBI stream, without one that of the info stream; unsigned 32-bit
 * @param portable whether it is a portable PDB
 * @param symbols what kinds of symbols it holds
 * @param hasTypes whether there are types
 * @param sourceIndexed whether it says where its source files are kept
 */
public record PdbFacts(
        Optional<UUID> guid,
        long signature,
        long age,
        boolean portable,
        PdbSymbols symbols,
        boolean hasTypes,
        boolean sourceIndexed) {
    /** Whether it holds public symbols only. */
    public boolean stripped() {
        return symbols.stripped();
    }

    /** Whether there are line numbers. */
    public boolean hasLines() {
        return symbols.lines();
    }

    /** Whether there are private global symbols. */
    public boolean hasGlobals() {
        return symbols.globals();
    }

    /**
     * Whether this is the PDB that a record names (symchk.md 4.2 rule 3). The age of a portable PDB does not count.
     *
     * @param isPortable whether the image says that it is a portable one
     */
    public boolean is(CodeView record, boolean isPortable) {
        if (record instanceof CodeView.Rsds rsds) {
            boolean same = guid.equals(Optional.of(rsds.guid()));
            return same && (portable ? isPortable || rsds.age() <= 1 : age == rsds.age());
        }
        return record instanceof CodeView.Nb10 nb10
                && guid.isEmpty()
                && signature == nb10.pdbSignature()
                && age == nb10.age();
    }
}
