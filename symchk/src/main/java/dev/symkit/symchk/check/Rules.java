// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

/**
 * What an image has to fulfil.
 *
 * @param dbg where DBG data has to be
 * @param pdb what the PDB has to hold
 * @param only which PDBs count at all
 * @param needsDebugData whether an image without any debug data fails; not with {@code /cs}
 */
public record Rules(DbgRule dbg, PdbRule pdb, Only only, boolean needsDebugData) {
    /** What holds where nothing is said. */
    public static final Rules DEFAULT = new Rules(DbgRule.SPLIT, PdbRule.ANY, Only.ANY, true);
}
