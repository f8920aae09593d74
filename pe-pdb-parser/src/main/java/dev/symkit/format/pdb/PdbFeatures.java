// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import java.util.List;

/**
 * The feature codes at the end of the info stream, u32 each. Source: microsoft-pdb, {@code pdbimpl.h}; LLVM, {@code RawConstants.h}.
 *
 * @param codes all codes as stored, known or not
 */
public record PdbFeatures(List<Long> codes) {
    /** No features. */
    public static final PdbFeatures NONE = new PdbFeatures(List.of());

    /** The PDB has an IPI stream; written since Visual Studio 2012. */
    public static final long VC110 = 20091201;

    /** The PDB has an IPI stream; written since Visual Studio 2015. */
    public static final long VC140 = 20140508;

    /** "NOTM": types are not merged ({@code /DEBUG:CTYPES}). */
    public static final long NO_TYPE_MERGE = 0x4D544F4EL;

    /** "MINI": most symbols are left in the object files ({@code /DEBUG:FASTLINK}). */
    public static final long MINIMAL = 0x494E494DL;

    /** Copies the list. */
    public PdbFeatures {
        codes = List.copyOf(codes);
    }

    /** Whether stream 4 is the IPI stream. */
    public boolean hasIds() {
        return codes.contains(VC110) || codes.contains(VC140);
    }

    /** Whether it is a mini PDB, which has no private symbols of its own. */
    public boolean isMini() {
        return codes.contains(MINIMAL);
    }

    /** Whether types are those of the compiler, not merged. */
    public boolean hasUnmergedTypes() {
        return codes.contains(NO_TYPE_MERGE);
    }
}
