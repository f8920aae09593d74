// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An MSF file, version 7.00 or 2.00: the container of PDB files.
 *
 * <p>Opening reads the header and the first bytes of the stream directory. What {@link #stream(int)} and the streams need is read
 * when it is asked for, and only that is checked. Page sizes 512 to 65536 are accepted in 7.00, 512 to 4096 in 2.00. Files may be
 * longer than 4 GiB and the directory may take several map pages. The number of pages in the header may exceed the file, as long
 * as the pages that are read do exist.
 *
 * <p>Source of the layout: microsoft-pdb, {@code PDB/msf/msf.cpp}, and the LLVM document on the MSF format. Thread-safe; does not
 * own the source.
 */
public final class MsfFile implements StreamContainer {
    /** The containers that a file with PDB content can be. */
    public enum Version {
        /** MSF 7.00, since Visual C++ 7. */
        MSF_7_00("Microsoft C/C++ MSF 7.00\r\n\032DS\0\0\0"),
        /** MSF 2.00, up to Visual C++ 6. */
        MSF_2_00("Microsoft C/C++ program database 2.00\r\n\032JG\0\0"),
        /** The compressed container MSFZ, which {@link MsfFile#open} refuses as unsupported. */
        MSFZ("Microsoft MSFZ Container\r\n\032ALD\0\0");

        private final String magic;

        Version(String magic) {
            this.magic = magic;
        }

        byte[] magic() {
            return magic.getBytes(ISO_8859_1);
        }
    }

    /** Bytes at the start of a file that {@link #recognise} wants to see; fewer are enough if the file is shorter. */
    public static final int MAGIC_SIZE = 44;

    /** Bytes in the header of MSF 7.00 before the page numbers of the directory map. */
    static final int MAP_PAGES = 0x34;

    private static final String HEADER = "MSF header";
    private static final int SMALLEST_PAGE = 512;

    private final ByteSource source;
    private final Version version;
    private final Geometry geometry;
    private final StreamDirectory directory;

    private MsfFile(ByteSource source, Version version, Geometry geometry, StreamDirectory directory) {
        this.source = source;
        this.version = version;
        this.geometry = geometry;
        this.directory = directory;
    }

    /**
     * Tells whether a file starts as an MSF or MSFZ container does.
     *
     * @param head the first bytes of the file, up to {@link #MAGIC_SIZE} of them
     * @return the container, or empty if it is none
     */
    public static Optional<Version> recognise(byte[] head) {
        for (Version candidate : Version.values()) {
            byte[] magic = candidate.magic();
            if (head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * Opens an MSF file.
     *
     * @param source the file; stays open, and must stay open while the result is used
     * @throws FormatException {@code BAD_MAGIC} if it is no MSF file, {@code UNSUPPORTED} if it is an MSFZ file,
     *     {@code TRUNCATED} or {@code BAD_VALUE} if the header or directory is damaged, {@code LIMIT} for too many streams
     * @throws IOException if the file cannot be read
     */
    public static MsfFile open(ByteSource source) throws IOException {
        byte[] head = new byte[(int) Math.min(MAGIC_SIZE, source.size())];
        source.read(0, head, 0, head.length);
        Origin start = new Origin(source.name(), HEADER, 0);
        Version version = recognise(head)
                .orElseThrow(() -> new FormatException(
                        FormatException.Kind.BAD_MAGIC, start, "not an MSF file: no known signature"));
        return switch (version) {
            case MSF_7_00 -> openBig(source);
            case MSF_2_00 -> openSmall(source);
            case MSFZ ->
                throw new FormatException(
                        FormatException.Kind.UNSUPPORTED,
                        start,
                        "a compressed PDB (MSFZ container), which is not supported");
        };
    }

    /** Header after the magic: u32 page size, active free page map, pages, directory size, unused; then the map's page numbers. */
    private static MsfFile openBig(ByteSource source) throws IOException {
        ByteCursor in = source.cursor(HEADER, 0x20, 0x14);
        int pageSize = pageSize(in, true);
        in.skip(4);
        long pageCount = in.u32();
        Geometry geometry = new Geometry(true, pageSize, pageCount, source.size());
        long directorySize = directorySize(in, geometry);
        long mapSize = geometry.pagesFor(directorySize) * 4;
        long room = pageSize - (long) MAP_PAGES;
        if (geometry.pagesFor(mapSize) * 4 > room) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    new Origin(source.name(), HEADER, 0x2C),
                    "a directory of " + directorySize + " bytes is too large for pages of " + pageSize);
        }
        PagedBytes map = new PagedBytes(source, geometry, mapPages(source), mapSize, "stream directory map");
        PageList directoryPages = new PageList(map::read, 0, 4, map.origin());
        return open(source, Version.MSF_7_00, geometry, directoryPages, directorySize);
    }

    /** Header after the magic: u32 page size, u16 free page map, u16 pages, u32 directory size, u32 unused; then its page numbers. */
    private static MsfFile openSmall(ByteSource source) throws IOException {
        ByteCursor in = source.cursor(HEADER, 0x2C, 0x10);
        int pageSize = pageSize(in, false);
        in.skip(2);
        long pageCount = in.u16();
        Geometry geometry = new Geometry(false, pageSize, pageCount, source.size());
        long directorySize = directorySize(in, geometry);
        if (geometry.pagesFor(directorySize) * 2 > pageSize - 0x3CL) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    new Origin(source.name(), HEADER, 0x34),
                    "a directory of " + directorySize + " bytes is too large for pages of " + pageSize);
        }
        PageList directoryPages = new PageList(source::read, 0x3C, 2, new Origin(source.name(), HEADER, 0x3C));
        return open(source, Version.MSF_2_00, geometry, directoryPages, directorySize);
    }

    private static MsfFile open(
            ByteSource source, Version version, Geometry geometry, PageList directoryPages, long directorySize)
            throws IOException {
        PagedBytes bytes = new PagedBytes(source, geometry, directoryPages, directorySize, "stream directory");
        return new MsfFile(source, version, geometry, StreamDirectory.open(geometry, bytes));
    }

    private static int pageSize(ByteCursor in, boolean big) throws FormatException {
        Origin where = in.origin();
        long pageSize = in.u32();
        int largest = big ? 65536 : 4096;
        if (pageSize < SMALLEST_PAGE || pageSize > largest || Long.bitCount(pageSize) != 1) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE, where, "page size " + pageSize + " is not allowed");
        }
        return (int) pageSize;
    }

    private static long directorySize(ByteCursor in, Geometry geometry) throws FormatException {
        Origin where = in.origin();
        long size = in.u32();
        if (size < 4 || (geometry.big() && size % 4 != 0)) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE, where, "directory size " + size + " is not allowed");
        }
        if (size > geometry.fileSize() || size > geometry.positionOf(geometry.pageCount())) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    where,
                    "directory size " + size + " exceeds the file of " + geometry.fileSize() + " bytes");
        }
        return size;
    }

    ByteSource source() {
        return source;
    }

    Geometry geometry() {
        return geometry;
    }

    StreamDirectory directory() {
        return directory;
    }

    /** The page numbers of the directory map, MSF 7.00 only. */
    PageList mapPages() {
        return mapPages(source);
    }

    private static PageList mapPages(ByteSource source) {
        return new PageList(source::read, MAP_PAGES, 4, new Origin(source.name(), HEADER, MAP_PAGES));
    }

    /** Which container it is. */
    public Version version() {
        return version;
    }

    /** Bytes per page. */
    public int pageSize() {
        return geometry.pageSize();
    }

    /** Number of pages according to the header; the file may be shorter. */
    public long pageCount() {
        return geometry.pageCount();
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int streamCount() {
        return directory.streamCount();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Reads the sizes of the streams up to it, not its content or page numbers.
     *
     * @throws FormatException {@code BAD_VALUE} if the sizes before it do not fit the directory or the stream does not fit the
     *     file
     * @throws IOException if the file cannot be read
     */
    @Override
    public MsfStream stream(int index) throws IOException {
        if (index < 0) {
            throw new IllegalArgumentException("negative stream number " + index);
        }
        PagedBytes pages = directory.bytes();
        StreamDirectory.Entry entry = index < directory.streamCount()
                ? directory.entry(index)
                : new StreamDirectory.Entry(true, 0, pages.size());
        if (entry.size() > source.size()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    pages.origin(),
                    "stream " + index + " of " + entry.size() + " bytes exceeds the file of " + source.size());
        }
        PageList list = new PageList(
                pages::read,
                entry.listOffset(),
                directory.pageWidth(),
                pages.origin().plus(entry.listOffset()));
        return new MsfStream(
                index,
                entry.nil(),
                new PagedBytes(source, geometry, list, entry.size(), StreamContainer.structure(index)));
    }
}
