// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfStream;
import java.io.IOException;
import java.util.Optional;

/**
 * What the header of the DBI stream (stream 3) says about the PDB as a whole.
 *
 * <p>Layout, 64 bytes, little-endian: i32 signature -1, u32 version, u32 age, u16 GSI stream, u16 build, u16 PSI stream, u16 build,
 * u16 symbol record stream, u16 build, i32 bytes of the module list at offset 24, five more sizes, at 56 u16 flags, u16 machine, u32
 * reserved. Source: microsoft-pdb, {@code PDB/dbi/dbi.h}, {@code NewDBIHdr}.
 *
 * @param version date of the format as a decimal number, 19990903 in all current files
 * @param age DBI age, unsigned 32-bit: the age that symbol stores use
 * @param modulesSize bytes of the module list that follows the header, as stored: a damaged file may have a negative number
 * @param flags bit 0 incrementally linked, bit 1 stripped, bit 2 C types
 * @param machine IMAGE_FILE_MACHINE number
 */
public record DbiHeader(long version, long age, int modulesSize, int flags, int machine) {
    /** Number of the stream. */
    public static final int STREAM = 3;

    /** Bytes in the header. */
    public static final int SIZE = 64;

    /** The last version with the short module records, written by Visual C++ 5. */
    static final long V50 = 19960307;

    /** Bit of {@link #flags()}: private symbols were removed. */
    public static final int STRIPPED = 2;

    /**
     * Reads the header.
     *
     * @param stream the DBI stream
     * @return empty if the stream is nil or empty, as in type PDBs of a compiler, or has the old header of Visual C++ 4, which
     *     does not start with -1
     * @throws FormatException {@code TRUNCATED} if the stream ends inside the header
     * @throws IOException if the file cannot be read
     */
    public static Optional<DbiHeader> read(MsfStream stream) throws IOException {
        if (stream.size() == 0) {
            return Optional.empty();
        }
        if (stream.cursor(0, 4).i32() != -1) {
            return Optional.empty();
        }
        ByteCursor in = stream.cursor(0, SIZE);
        in.skip(4);
        long version = in.u32();
        long age = in.u32();
        in.skip(12);
        int modulesSize = in.i32();
        in.skip(28);
        int flags = in.u16();
        int machine = in.u16();
        return Optional.of(new DbiHeader(version, age, modulesSize, flags, machine));
    }
}
