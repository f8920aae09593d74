// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * A ZIP archive as an entry of a symbol store: one file, stored or deflated, with or without Zip64. Archives that are encrypted or
 * split are refused. Archives that begin with anything else than a file are not recognised; none of ours do.
 *
 * <p>Immutable and thread-safe; each stream belongs to one thread. The source stays the caller's and must be open as long as streams
 * are read.
 */
public final class ZipArchive {
    private static final byte[] MAGIC = {'P', 'K', 3, 4};
    private static final String LOCAL_HEADER = "local header of the ZIP archive";

    private final ByteSource source;
    private final List<ZippedFile> files;

    private ZipArchive(ByteSource source, List<ZippedFile> files) {
        this.source = source;
        this.files = files;
    }

    /** Whether a file starts as one of these does. */
    static boolean recognises(byte[] head) {
        return SzddFile.startsWith(head, MAGIC);
    }

    /**
     * Reads the directory of an archive.
     *
     * @param source the archive
     * @throws FormatException if it is no such archive, damaged, or a part of a set
     * @throws IOException if it cannot be read
     */
    public static ZipArchive open(ByteSource source) throws IOException {
        return open(source, Integer.MAX_VALUE);
    }

    /**
     * Reads the directory of an archive that somebody made who is not to be trusted.
     *
     * @param most files and directories in it
     * @throws FormatException as {@link #open(ByteSource)}; {@code LIMIT} if there are more
     */
    public static ZipArchive open(ByteSource source, int most) throws IOException {
        ByteCursor in = source.cursor("ZIP archive", 0, Math.min(source.size(), MAGIC.length));
        if (!recognises(in.bytes(in.remaining()))) {
            throw new FormatException(
                    Kind.BAD_MAGIC,
                    new Origin(source.name(), "ZIP archive", 0),
                    "the file does not start with PK\\3\\4");
        }
        return new ZipArchive(source, new ZipDirectory(source).read(most));
    }

    /** The files and directories in the order of the central directory. */
    public List<ZippedFile> files() {
        return files;
    }

    /**
     * Gives the file that an entry of a symbol store stands for: the only one, whatever its name, else the only one whose name without
     * directory is {@code wantedName}, ignoring case.
     *
     * @param wantedName name of the uncompressed file, for example {@code app.pdb}
     * @throws FormatException {@code BAD_VALUE} if there is no such file, or more than one
     */
    public ZippedFile single(String wantedName) throws FormatException {
        Origin where = new Origin(source.name(), "directory of the ZIP archive", 0);
        return EntryName.single(files, ZippedFile::fileName, wantedName, where);
    }

    /**
     * Opens a file of this archive. The stream ends after exactly {@link ZippedFile#size()} bytes with the CRC of the directory, or
     * fails with a {@link FormatException}.
     *
     * @param file one of {@link #files()}
     * @param maxSize most bytes the caller is ready to take
     * @throws FormatException {@code LIMIT} if the file is larger, {@code UNSUPPORTED} if it is encrypted or its method is not read
     *     here, others if its local header does not agree with the directory
     */
    public InputStream stream(ZippedFile file, long maxSize) throws IOException {
        Objects.requireNonNull(file, "file");
        ByteCursor in = source.cursor(LOCAL_HEADER, file.headerOffset(), ZipDirectory.LOCAL_SIZE);
        Origin start = in.origin();
        if (file.size() > maxSize) {
            throw new FormatException(
                    Kind.LIMIT,
                    start,
                    "a file of " + file.size() + " bytes is larger than the " + maxSize + " allowed");
        }
        if (file.encrypted()) {
            throw new FormatException(Kind.UNSUPPORTED, start, "the file is encrypted");
        }
        if (file.method() != ZippedFile.STORED && file.method() != ZippedFile.DEFLATED) {
            throw new FormatException(
                    Kind.UNSUPPORTED, start, "compression method " + file.method() + " is not supported");
        }
        if (in.i32() != ZipDirectory.LOCAL) {
            throw new FormatException(Kind.BAD_MAGIC, start, "there is no file where the directory says");
        }
        in.skip(2 + 2);
        if (in.u16() != file.method()) {
            throw in.error(Kind.BAD_VALUE, "the method is not that of the directory");
        }
        in.skip(2 + 2 + 4 + 4 + 4);
        int nameLength = in.u16();
        long data = file.headerOffset() + ZipDirectory.LOCAL_SIZE + nameLength + in.u16();
        if (data > source.size() - file.packedSize()) {
            throw in.error(
                    Kind.TRUNCATED, file.packedSize() + " bytes of data at " + data + " are not inside the archive");
        }
        if (file.method() == ZippedFile.STORED && file.size() != file.packedSize()) {
            throw in.error(
                    Kind.BAD_VALUE, "a stored file of " + file.size() + " bytes has " + file.packedSize() + " of data");
        }
        return new ZipStream(source, file, data);
    }
}
