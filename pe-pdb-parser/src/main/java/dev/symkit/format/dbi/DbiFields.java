// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

/**
 * All values in the header of the DBI stream but the sizes of its parts; the layout is that of {@link DbiStream}.
 *
 * @param old whether it is the header of Visual C++ 4, which has the three stream numbers only; the other values are 0 then
 * @param version date of the format as a decimal number, 19990903 in all current files
 * @param age DBI age, unsigned 32-bit
 * @param globals number of the stream with the GSI as stored, 0xFFFF for none
 * @param build bit 15 set: major version of the program database library in bits 8 to 14, minor version in bits 0 to 7
 * @param publics number of the stream with the PSI as stored, 0xFFFF for none
 * @param dllBuild build number of that library
 * @param symbols number of the stream with the symbol records as stored, 0xFFFF for none
 * @param dllRevision revision of that library
 * @param mfcIndex index of the type server of MFC, unsigned 32-bit
 * @param flags bit 0 incrementally linked, bit 1 stripped, bit 2 C types
 * @param machine IMAGE_FILE_MACHINE number
 */
public record DbiFields(
        boolean old,
        long version,
        long age,
        int globals,
        int build,
        int publics,
        int dllBuild,
        int symbols,
        int dllRevision,
        long mfcIndex,
        int flags,
        int machine) {
    private static final int NEW_FORMAT = 0x8000;

    /** Whether it was linked incrementally. */
    public boolean isIncremental() {
        return (flags & 1) != 0;
    }

    /** Whether private symbols were removed. */
    public boolean isStripped() {
        return (flags & DbiHeader.STRIPPED) != 0;
    }

    /** Whether types were not merged. */
    public boolean hasUnmergedTypes() {
        return (flags & 4) != 0;
    }

    /** Major version of the library that wrote the stream, such as 14. */
    public int toolMajor() {
        return (build & NEW_FORMAT) != 0 ? build >> 8 & 0x7F : build >> 11;
    }

    /** Minor version of the library that wrote the stream. */
    public int toolMinor() {
        return (build & NEW_FORMAT) != 0 ? build & 0xFF : build >> 4 & 0x7F;
    }
}
