// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.Name;
import java.util.OptionalInt;

/**
 * One module: an object file, or what the linker adds.
 *
 * <p>Layout, little-endian, 64 bytes: u32 unused, {@link Contribution} of 28 bytes, u16 flags, u16 stream (0xFFFF for none), u32 bytes
 * of symbols, u32 of C11 lines, u32 of C13 lines, u16 files, u16 and u32 unused, u32 and u32 indexes of EC names; then two names with
 * NUL, padded to four bytes. Up to Visual C++ 5, 48 bytes: the contribution has 20, after the stream come u32 bytes of symbols, of lines
 * and of frame data, u16 files, u16 and u32 unused. Source: microsoft-pdb, {@code PDB/dbi/dbi.h}, {@code MODI_60_Persist} and {@code
 * MODI50}.
 *
 * @param index its number, from 0
 * @param name its name: the path of an object file, {@code * Linker *}, or for example {@code Import:KERNEL32.dll}
 * @param objectFile the file it comes from, which is a library if that holds it; may be empty
 * @param stream number of the stream with its symbols and lines; empty if it has none, or the container does not have that stream
 * @param symbolBytes bytes of symbols with the signature before them, unsigned 32-bit
 * @param c11Bytes bytes of old line information, unsigned 32-bit
 * @param c13Bytes bytes of line information and what belongs to it, unsigned 32-bit
 * @param fpoBytes bytes of frame data, Visual C++ 5 and before only, unsigned 32-bit
 * @param fileCount number of source files, the low 16 bits of it
 * @param flags bit 0 written, bit 1 edit and continue, bits 8 to 15 index of the type server
 * @param first the first contribution, with section 0xFFFF if there is none
 * @param ecSource offset of the source file's name in the EC names, unsigned 32-bit
 * @param ecPdb offset of the PDB's name in the EC names, unsigned 32-bit
 */
public record DbiModule(
        int index,
        Name name,
        Name objectFile,
        OptionalInt stream,
        long symbolBytes,
        long c11Bytes,
        long c13Bytes,
        long fpoBytes,
        int fileCount,
        int flags,
        Contribution first,
        long ecSource,
        long ecPdb) {
    /** Whether it was compiled for edit and continue. */
    public boolean hasEditAndContinue() {
        return (flags & 2) != 0;
    }

    /** Index in the list of type servers. */
    public int typeServer() {
        return flags >> 8 & 0xFF;
    }

    /** This module under other names. */
    public DbiModule named(Name newName, Name newObjectFile) {
        return new DbiModule(
                index,
                newName,
                newObjectFile,
                stream,
                symbolBytes,
                c11Bytes,
                c13Bytes,
                fpoBytes,
                fileCount,
                flags,
                first,
                ecSource,
                ecPdb);
    }
}
