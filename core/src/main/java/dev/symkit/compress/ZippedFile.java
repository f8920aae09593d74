// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A file in a ZIP archive, as the central directory describes it. Source: APPNOTE 6.3, sections 4.3.12 and 4.5.3.
 *
 * @param name the name as the archive spells it, not fit to be used as a path; see {@link #fileName()}
 * @param size bytes of the file
 * @param packedSize bytes of its compressed data
 * @param crc CRC-32 of the file, unsigned
 * @param method 0 stored, 8 Deflate; others are not read here
 * @param flags bit 0 encrypted, bit 3 sizes behind the data, bit 6 strongly encrypted, bit 11 the name is UTF-8, bit 13 masked
 * @param headerOffset bytes from the start of the archive to the local header
 * @param dosDate as {@link CabinetEntry#dosDate()}
 * @param dosTime as {@link CabinetEntry#dosTime()}
 */
public record ZippedFile(
        String name,
        long size,
        long packedSize,
        long crc,
        int method,
        int flags,
        long headerOffset,
        int dosDate,
        int dosTime) {
    /** {@link #method()}: the data are the file. */
    public static final int STORED = 0;

    /** {@link #method()}: one raw deflate stream. */
    public static final int DEFLATED = 8;

    /** Bit of {@link #flags()}: the name is UTF-8. */
    public static final int NAME_IS_UTF8 = 0x800;

    private static final int ENCRYPTED = 0x2041;

    /** Whether a password is needed to read the file. */
    public boolean encrypted() {
        return (flags & ENCRYPTED) != 0;
    }

    /** Time of last modification, without zone; empty if the fields hold no valid date. */
    public Optional<LocalDateTime> modified() {
        return new DosTime(dosDate, dosTime).local();
    }

    /**
     * The last component of the name, or empty if the name is that of a directory, or the last component is {@code .} or {@code ..},
     * or holds {@code :} or a control character.
     */
    public Optional<String> fileName() {
        return EntryName.checked(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1));
    }
}
