// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.List;

/**
 * One entry of the debug directory, 28 bytes: u32 characteristics, u32 timestamp, u16 major and minor version, u32 type, u32 size,
 * u32 RVA, u32 file offset. Source: the PE format document, debug directory.
 *
 * @param timestamp as stored, unsigned 32-bit
 * @param majorVersion version of the data's format
 * @param minorVersion 0x504D in the CodeView entry of a portable PDB
 * @param type what the data is; 2 is CodeView
 * @param size bytes of data, unsigned 32-bit
 * @param rva address of the data when loaded, 0 if it is not loaded
 * @param filePosition bytes from the start of the file to the data
 */
public record DebugEntry(
        long timestamp, int majorVersion, int minorVersion, long type, long size, long rva, long filePosition) {
    /** Bytes of one entry in the file. */
    public static final int SIZE = 28;

    private static final List<String> NAMES = List.of(
            "UNKNOWN",
            "COFF",
            "CODEVIEW",
            "FPO",
            "MISC",
            "EXCEPTION",
            "FIXUP",
            "OMAP_TO_SRC",
            "OMAP_FROM_SRC",
            "BORLAND",
            "RESERVED10",
            "CLSID",
            "VC_FEATURE",
            "POGO",
            "ILTCG",
            "MPX",
            "REPRO",
            "EMBEDDED_PORTABLE_PDB",
            "SPGO",
            "PDBCHECKSUM",
            "EX_DLLCHARACTERISTICS",
            "R2R_PERFMAP");

    /** COFF symbols. */
    public static final int COFF = 1;

    /** Type of a CodeView entry. */
    public static final int CODEVIEW = 2;

    /** Frame-pointer omission records. */
    public static final int FPO = 3;

    /** Name of the separate debug file. */
    public static final int MISC = 4;

    /** Address map from the image as it is to the image as it was linked. */
    public static final int OMAP_TO_SRC = 7;

    /** Address map from the image as it was linked to the image as it is. */
    public static final int OMAP_FROM_SRC = 8;

    /** Counts of compiler features. */
    public static final int VC_FEATURE = 12;

    /** Profile-guided optimisation: parts of the sections. */
    public static final int POGO = 13;

    /** The image is reproducible: its timestamp is a hash. */
    public static final int REPRO = 16;

    /** A compressed portable PDB. */
    public static final int EMBEDDED_PORTABLE_PDB = 17;

    /** Hash of the PDB's content. */
    public static final int PDB_CHECKSUM = 19;

    /** More DLL characteristics. */
    public static final int EX_DLL_CHARACTERISTICS = 20;

    /** Map of precompiled methods. */
    public static final int R2R_PERFMAP = 21;

    /** The name of the type as the Windows headers have it, or the number if it has none. */
    public String typeName() {
        return type < NAMES.size() ? NAMES.get((int) type) : Long.toString(type);
    }

    static DebugEntry decode(ByteCursor in) throws FormatException {
        in.skip(4);
        long timestamp = in.u32();
        int major = in.u16();
        int minor = in.u16();
        return new DebugEntry(timestamp, major, minor, in.u32(), in.u32(), in.u32(), in.u32());
    }
}
