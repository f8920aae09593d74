// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.Slice;
import dev.symkit.format.rva.FpoData;
import dev.symkit.format.rva.OmapTable;
import dev.symkit.format.rva.RvaTable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The data of a debug directory entry, decoded by its type. Types without a member here come as {@link Raw}. Sources: the PE format
 * document, the .NET runtime's PE-COFF document, and for POGO, VC_FEATURE and FPO the public headers of microsoft-pdb and LLVM.
 */
public sealed interface DebugData {
    /**
     * CODEVIEW.
     *
     * @param record what it points to
     */
    record CodeViewRecord(CodeView record) implements DebugData {}

    /**
     * MISC: u32 sort of data, u32 length, u8 1 for UTF-16, 3 bytes, name ended by NUL.
     *
     * @param dataType 1 for the name of the separate debug file
     * @param unicode whether the name is UTF-16
     * @param name name of the .dbg file
     */
    record Misc(long dataType, boolean unicode, String name) implements DebugData {}

    /**
     * VC_FEATURE: five u32 counts of objects; those that an older linker did not write are 0.
     *
     * @param preVc11 made by compilers before Visual C++ 11
     * @param cAndCpp made by the C and C++ compilers
     * @param gs made with /GS
     * @param sdl made with /sdl
     * @param guardN made with control-flow guard
     */
    record VcFeature(long preVc11, long cAndCpp, long gs, long sdl, long guardN) implements DebugData {}

    /**
     * POGO: u32 signature, then parts: u32 RVA, u32 size, name ended by NUL and padded to a multiple of four.
     *
     * @param signature for example {@code LTCG} or {@code PGU } as a little-endian number
     * @param parts the parts in order
     */
    record Pogo(int signature, List<PogoPart> parts) implements DebugData {
        /** Copies the list. */
        public Pogo {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One part of a section.
     *
     * @param rva its address, unsigned 32-bit
     * @param size its bytes, unsigned 32-bit
     * @param name its name, for example {@code .text$mn}
     */
    record PogoPart(long rva, long size, String name) {}

    /**
     * REPRO: nothing, or u32 length and a hash.
     *
     * @param hash the hash, without bytes if there is none
     */
    record Repro(Slice hash) implements DebugData {}

    /**
     * EMBEDDED_PORTABLE_PDB: u32 {@code MPDB}, u32 size, deflated data.
     *
     * @param where place of the deflated data, for messages
     * @param size bytes of the PDB, unsigned 32-bit
     * @param deflated raw DEFLATE data
     */
    record EmbeddedPortablePdb(Origin where, long size, Slice deflated) implements DebugData {
        /**
         * Unpacks the PDB.
         *
         * @return exactly {@link #size} bytes
         * @throws FormatException {@code BAD_VALUE} if the data is damaged, ends early or holds more; {@code LIMIT} if the size is
         *     more than {@link dev.symkit.format.io.Limits#MAX_WINDOW} or more than DEFLATE can make of the data
         */
        public byte[] inflate() throws FormatException {
            return BoundedInflate.inflate(where, deflated, size);
        }
    }

    /**
     * PDBCHECKSUM: name of the algorithm ended by NUL, checksum.
     *
     * @param algorithm for example {@code SHA256}
     * @param checksum its value over the PDB whose id is taken as 20 zeros
     */
    record PdbChecksum(String algorithm, Slice checksum) implements DebugData {}

    /**
     * EX_DLLCHARACTERISTICS: u32 flags.
     *
     * @param flags 1 for a CET shadow stack, 2 for its strict mode, 0x40 for forward control-flow integrity; unsigned 32-bit
     */
    record ExDllCharacteristics(long flags) implements DebugData {}

    /**
     * R2R_PERFMAP: u32 {@code R2RM}, signature as GUID, u32 version, path ended by NUL.
     *
     * @param signature signature of the map
     * @param version version of the map's format, unsigned 32-bit
     * @param path path of the map
     */
    record R2rPerfMap(UUID signature, long version, String path) implements DebugData {}

    /**
     * OMAP_TO_SRC and OMAP_FROM_SRC.
     *
     * @param fromSource true for the map from the image as linked
     * @param table the map
     */
    record Omap(boolean fromSource, OmapTable table) implements DebugData {}

    /**
     * FPO.
     *
     * @param table the records
     */
    record Fpo(RvaTable<FpoData> table) implements DebugData {}

    /**
     * COFF: the header before the symbols, eight u32. Positions count from the start of the header.
     *
     * @param symbolCount number of symbols
     * @param symbolOffset position of the symbols
     * @param lineCount number of line numbers
     * @param lineOffset position of the line numbers
     * @param codeStart RVA of the first byte of code
     * @param codeEnd RVA of the last byte of code
     * @param dataStart RVA of the first byte of data
     * @param dataEnd RVA of the last byte of data
     */
    record CoffSymbols(
            long symbolCount,
            long symbolOffset,
            long lineCount,
            long lineOffset,
            long codeStart,
            long codeEnd,
            long dataStart,
            long dataEnd)
            implements DebugData {}

    /**
     * Any other type, and entries without data.
     *
     * @param type type of the entry, unsigned 32-bit
     * @param content the bytes
     */
    record Raw(long type, Slice content) implements DebugData {}

    /**
     * Decodes the data of an entry.
     *
     * @param entry the entry
     * @param in its data
     * @return the data; empty for a CodeView record that is too short
     * @throws FormatException {@code TRUNCATED} if the data is too short for its type, {@code BAD_MAGIC} if a signature is wrong
     */
    static Optional<DebugData> decode(DebugEntry entry, ByteCursor in) throws FormatException {
        if (entry.type() == DebugEntry.CODEVIEW) {
            return CodeView.decode(in).map(CodeViewRecord::new);
        }
        return Optional.of(DebugDataDecoder.decode(entry.type(), in));
    }
}
