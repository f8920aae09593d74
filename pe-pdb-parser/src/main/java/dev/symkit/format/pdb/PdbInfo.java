// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * The fixed part of the PDB info stream (stream 1).
 *
 * <p>Layout, little-endian: u32 version, u32 signature, u32 age, and if the version is above 19990604 a GUID of 16 bytes. Source:
 * microsoft-pdb, {@code PDB/dbi/pdbimpl.h} and {@code pdb.cpp}.
 *
 * @param version date of the format as a decimal number, 20000404 in all current files
 * @param signature creation time or a hash, unsigned 32-bit
 * @param age PDB age, unsigned 32-bit; not the DBI age that symbol stores use
 * @param guid identity of the PDB; empty in files of Visual C++ 6 and earlier
 */
public record PdbInfo(long version, long signature, long age, Optional<UUID> guid) {
    /** Number of the stream. */
    public static final int STREAM = 1;

    private static final long LAST_WITHOUT_GUID = 19990604;
    private static final long OLDEST = 19941610;
    private static final long NEWEST = 20991231;
    private static final int HEAD = 12;
    private static final int GUID = 16;

    /**
     * Reads the info stream of a PDB.
     *
     * @param msf the container
     * @throws FormatException {@code BAD_VALUE} if the stream is missing or its version is no date, {@code TRUNCATED} if it is
     *     too short
     * @throws IOException if the file cannot be read
     */
    public static PdbInfo read(StreamContainer msf) throws IOException {
        MsfStream stream = msf.stream(STREAM);
        if (stream.isNil()) {
            throw new FormatException(FormatException.Kind.BAD_VALUE, stream.origin(), "the stream is missing");
        }
        ByteCursor in = stream.cursor(0, Math.max(HEAD, Math.min(stream.size(), HEAD + GUID)));
        long version = in.u32();
        if (version < OLDEST || version > NEWEST) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE, stream.origin(), "version " + version + " is not known");
        }
        long signature = in.u32();
        long age = in.u32();
        Optional<UUID> guid = version > LAST_WITHOUT_GUID ? Optional.of(in.guid()) : Optional.empty();
        return new PdbInfo(version, signature, age, guid);
    }
}
