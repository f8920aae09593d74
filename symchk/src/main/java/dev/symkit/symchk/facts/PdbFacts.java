// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import java.util.Optional;
import java.util.UUID;

/**
 * What a PDB says about itself.
 *
 * @param guid its identity; empty for a PDB 2.0
 * @param signature its signature, unsigned 32-bit
 * @param age the age that images name: that of the DBI stream, without one that of the info stream; unsigned 32-bit
 * @param portable whether it is a portable PDB
 * @param stripped whether it holds public symbols only
 * @param hasLines whether there are line numbers
 * @param hasGlobals whether there are private global symbols
 * @param hasTypes whether there are types
 * @param sourceIndexed whether it says where its source files are kept
 */
public record PdbFacts(
        Optional<UUID> guid,
        long signature,
        long age,
        boolean portable,
        boolean stripped,
        boolean hasLines,
        boolean hasGlobals,
        boolean hasTypes,
        boolean sourceIndexed) {
    /** Whether this is the PDB that an image names (symchk.md 4.2 rule 3). The age of a portable PDB does not count. */
    public boolean is(PdbReference wanted) {
        if (wanted.guid().isPresent()) {
            boolean same = guid.equals(wanted.guid());
            return same && (portable ? wanted.portable() || wanted.age() <= 1 : age == wanted.age());
        }
        return guid.isEmpty() && signature == wanted.signature() && age == wanted.age();
    }
}
