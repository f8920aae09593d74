// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.pe.DataDirectory;
import dev.symkit.format.pe.PeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificate table of an image: entries of u32 length, u16 revision, u16 type and data, each padded to a multiple of eight. The
 * data directory gives its file offset, not its RVA. Source: the PE format document, the attribute certificate table.
 *
 * @param position bytes from the start of the file
 * @param size bytes of the table
 * @param entries the entries in order
 */
public record CertificateTable(long position, long size, List<Entry> entries) {
    /** Type of an entry that holds PKCS#7 signed data. */
    public static final int PKCS7 = 2;

    private static final String STRUCTURE = "certificate table";
    private static final int HEADER = 8;
    private static final int MAX_ENTRIES = 64;

    /** Copies the list. */
    public CertificateTable {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param revision 0x0200 in all current files
     * @param type {@link #PKCS7} or another
     * @param position bytes from the start of the file to the data
     * @param size bytes of the data, padding not counted
     */
    public record Entry(int revision, int type, long position, long size) {}

    /**
     * Reads the table.
     *
     * @param pe an image in file layout
     * @return the table, or empty if the image has none
     * @throws FormatException {@code TRUNCATED} if it is not inside the file, {@code BAD_VALUE} if an entry is out of range,
     *     {@code LIMIT} if there are more than 64 entries
     * @throws IOException if the file cannot be read
     */
    public static Optional<CertificateTable> read(PeFile pe) throws IOException {
        Optional<DataDirectory> directory = pe.directory(DataDirectory.CERTIFICATE);
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        long start = directory.get().rva();
        long end = start + directory.get().size();
        if (end > pe.source().size()) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    new Origin(pe.source().name(), STRUCTURE, start),
                    "the table of " + directory.get().size() + " bytes is not inside the file");
        }
        List<Entry> entries = new ArrayList<>();
        long at = start;
        while (end - at >= HEADER) {
            Entry entry = entry(pe, at, end - at);
            if (entries.size() == MAX_ENTRIES) {
                throw new FormatException(
                        FormatException.Kind.LIMIT,
                        new Origin(pe.source().name(), STRUCTURE, at),
                        "more than " + MAX_ENTRIES + " entries");
            }
            entries.add(entry);
            at += (HEADER + entry.size() + 7) / 8 * 8;
        }
        return Optional.of(new CertificateTable(start, end - start, entries));
    }

    private static Entry entry(PeFile pe, long at, long room) throws IOException {
        ByteCursor in = pe.source().cursor(STRUCTURE, at, HEADER);
        FormatException wrong =
                in.error(FormatException.Kind.BAD_VALUE, "an entry's length does not fit the " + room + " bytes left");
        long length = in.u32();
        if (length < HEADER || length > room) {
            throw wrong;
        }
        int revision = in.u16();
        return new Entry(revision, in.u16(), at + HEADER, length - HEADER);
    }
}
