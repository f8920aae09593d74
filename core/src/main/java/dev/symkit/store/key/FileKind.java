// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

/** The kinds of file that have a key. The content decides, never the file extension. */
public enum FileKind {
    /** PE image: exe, dll, sys and so on. */
    PE,
    /** PDB in an MSF 7.00 container. */
    PDB7,
    /** PDB in an MSF 2.00 container, written up to Visual C++ 6. */
    PDB2,
    /** Separate debug file of an image. */
    DBG,
    /** Portable PDB of .NET. */
    PORTABLE_PDB,
    /** ELF file; only with the keys of SSQP. */
    ELF,
    /** Mach-O file; only with the keys of SSQP. */
    MACH_O
}
