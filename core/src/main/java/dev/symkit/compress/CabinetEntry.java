// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A file in a cabinet. Layout of CFFILE, little-endian: u32 size, u32 offset in the folder's data, u16 folder, u16 date, u16 time, u16
 * attributes, name that ends with NUL. Source: MS-CAB.
 *
 * @param name the name as the cabinet spells it, not fit to be used as a path; see {@link #fileName()}
 * @param size bytes of the file
 * @param folder index of the folder that holds it, 0-based
 * @param offset bytes from the start of the folder's uncompressed data
 * @param dosDate (year - 1980) &lt;&lt; 9 | month &lt;&lt; 5 | day
 * @param dosTime hour &lt;&lt; 11 | minute &lt;&lt; 5 | second / 2
 * @param attributes 1 read-only, 2 hidden, 4 system, 0x20 archive, 0x40 execute, 0x80 the name is UTF-8
 */
public record CabinetEntry(String name, long size, int folder, long offset, int dosDate, int dosTime, int attributes) {
    /** Bit of {@link #attributes()}: the name is UTF-8 and holds more than ASCII. */
    public static final int NAME_IS_UTF8 = 0x80;

    /** Bit of {@link #attributes()}: the file is to be archived. */
    public static final int ARCHIVE = 0x20;

    /** Time of last modification, without zone; empty if the fields hold no valid date. */
    public Optional<LocalDateTime> modified() {
        return new DosTime(dosDate, dosTime).local();
    }

    /**
     * The last component of the name, or empty if the name is empty there, is {@code .} or {@code ..}, or holds {@code /},
     * {@code :} or a control character.
     */
    public Optional<String> fileName() {
        return EntryName.checked(name.substring(name.lastIndexOf('\\') + 1));
    }
}
