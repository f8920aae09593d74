// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;

/**
 * A cabinet that starts at the start of a file, and is not part of a set.
 *
 * <p>Layout, little-endian: header of 36 bytes that starts with {@code MSCF}, folder table, file table, and the data blocks of
 * the folders ({@link CabinetFolder}, {@link CabinetEntry}). Bytes after the cabinet, such as a signature, are ignored. Stored, MSZIP
 * and LZX folders are read; Quantum is {@code UNSUPPORTED}, and so is a part of a set of cabinets. Source: MS-CAB.
 *
 * <p>Opening reads the tables only. Immutable and thread-safe; each stream belongs to one thread. The source stays the caller's.
 */
public final class Cabinet {
    private final ByteSource source;
    private final CabinetParser.Layout layout;

    private Cabinet(ByteSource source, CabinetParser.Layout layout) {
        this.source = source;
        this.layout = layout;
    }

    /**
     * Reads the tables of a cabinet.
     *
     * @param source the cabinet
     * @throws FormatException if it is no cabinet, damaged, or a part of a set
     * @throws IOException if it cannot be read
     */
    public static Cabinet open(ByteSource source) throws IOException {
        return new Cabinet(source, new CabinetParser(source).parse());
    }

    /**
     * Opens the one file that an entry of a symbol store holds.
     *
     * @param source the cabinet
     * @param wantedName see {@link #single(String)}
     * @param maxSize see {@link #stream(CabinetEntry, long)}
     * @throws FormatException as {@link #open}, {@link #single(String)} and {@link #stream(CabinetEntry, long)} do
     */
    public static InputStream single(ByteSource source, String wantedName, long maxSize) throws IOException {
        Cabinet cabinet = open(source);
        return cabinet.stream(cabinet.single(wantedName), maxSize);
    }

    /** Bytes of the cabinet, at most those of the file. */
    public long size() {
        return layout.size();
    }

    /** The folders in the order of the file. */
    public List<CabinetFolder> folders() {
        return layout.folders();
    }

    /** The files in the order of the file table. */
    public List<CabinetEntry> entries() {
        return layout.entries();
    }

    /**
     * Gives the file that an entry of a symbol store stands for: the only one, whatever its name, else the only one whose name without
     * directory is {@code wantedName}, ignoring case.
     *
     * @param wantedName name of the uncompressed file, for example {@code app.pdb}
     * @throws FormatException {@code BAD_VALUE} if there is no such file, or more than one
     */
    public CabinetEntry single(String wantedName) throws FormatException {
        Origin where = new Origin(source.name(), "file table of the cabinet", 0);
        return EntryName.single(entries(), CabinetEntry::fileName, wantedName, where);
    }

    /**
     * Opens a file of this cabinet. The stream ends after exactly {@link CabinetEntry#size()} bytes or fails with a
     * {@link FormatException} that names the block at fault. Memory: at most about 2.5 MiB, for LZX with its largest window.
     *
     * @param entry one of {@link #entries()}
     * @param maxSize most bytes the caller is ready to take
     * @throws FormatException {@code LIMIT} if the file is larger, {@code UNSUPPORTED} if its method is not read here
     */
    public InputStream stream(CabinetEntry entry, long maxSize) throws FormatException {
        Objects.requireNonNull(entry, "entry");
        if (entry.folder() >= layout.folders().size()) {
            throw new IllegalArgumentException("an entry of another cabinet: " + entry.name());
        }
        if (entry.size() > maxSize) {
            throw new FormatException(
                    Kind.LIMIT,
                    new Origin(source.name(), "file table of the cabinet", 0),
                    "a file of " + entry.size() + " bytes is larger than the " + maxSize + " allowed");
        }
        return new FolderStream(source, layout, entry);
    }

    /**
     * Writes a file of this cabinet to a stream, which stays open.
     *
     * @return the bytes written, which are {@link CabinetEntry#size()}
     * @throws FormatException as reading from {@link #stream(CabinetEntry, long)} does
     */
    public long extract(CabinetEntry entry, OutputStream out) throws IOException {
        try (InputStream in = stream(entry, Long.MAX_VALUE)) {
            return in.transferTo(out);
        }
    }
}
