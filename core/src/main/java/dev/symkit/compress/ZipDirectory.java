// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the central directory of a ZIP archive. Layout, little-endian: the end record (22 bytes and a comment) lies at the end of the
 * file and tells where the directory is; where a field of it is all ones, the Zip64 record tells, which a locator right before the end
 * record points to. Source: APPNOTE 6.3, sections 4.3.12 to 4.3.16.
 */
final class ZipDirectory {
    static final int LOCAL = 0x04034B50;
    static final int LOCAL_SIZE = 30;
    static final int CENTRAL = 0x02014B50;
    static final int CENTRAL_SIZE = 46;
    static final int END = 0x06054B50;
    static final int END_SIZE = 22;
    static final int ZIP64_END = 0x06064B50;
    static final int ZIP64_END_SIZE = 56;
    static final int LOCATOR = 0x07064B50;
    static final int LOCATOR_SIZE = 20;
    static final int ZIP64_FIELD = 1;
    static final long MAX_32 = 0xFFFFFFFFL;
    static final int MAX_16 = 0xFFFF;

    private static final String END_RECORD = "end record of the ZIP archive";
    private static final String DIRECTORY = "directory of the ZIP archive";

    private final ByteSource source;

    ZipDirectory(ByteSource source) {
        this.source = source;
    }

    /** Where the directory is. */
    private record Place(long entries, long size, long offset) {}

    /** The files, in the order of the directory, if there are no more than that. */
    List<ZippedFile> read(int most) throws IOException {
        long end = findEnd();
        Place place = place(end);
        if (place.offset() < 0 || place.size() < 0 || place.offset() > end - place.size()) {
            throw source.cursor(END_RECORD, end, 0)
                    .error(
                            Kind.TRUNCATED,
                            "a directory of " + place.size() + " bytes at " + place.offset()
                                    + " does not lie before the end record");
        }
        if (place.entries() < 0 || place.entries() > place.size() / CENTRAL_SIZE) {
            throw source.cursor(END_RECORD, end, 0)
                    .error(
                            Kind.BAD_VALUE,
                            place.entries() + " files do not fit into a directory of " + place.size() + " bytes");
        }
        if (place.entries() > most) {
            throw source.cursor(END_RECORD, end, 0)
                    .error(Kind.LIMIT, place.entries() + " files are more than the " + most + " allowed");
        }
        ByteCursor in = source.cursor(DIRECTORY, place.offset(), place.size());
        List<ZippedFile> files = new ArrayList<>((int) place.entries());
        for (long i = 0; i < place.entries(); i++) {
            files.add(file(in, place.offset()));
        }
        return List.copyOf(files);
    }

    /** Offset of the end record: the last place that looks like one and whose comment ends with the file. */
    private long findEnd() throws IOException {
        long start = Math.max(0, source.size() - END_SIZE - MAX_16);
        byte[] tail = source.cursor(END_RECORD, start, source.size() - start).bytes((int) (source.size() - start));
        for (int at = tail.length - END_SIZE; at >= 0; at--) {
            if (tail[at] == 'P' && tail[at + 1] == 'K' && tail[at + 2] == 5 && tail[at + 3] == 6) {
                int comment = (tail[at + 20] & 0xFF) | ((tail[at + 21] & 0xFF) << 8);
                if (at + END_SIZE + comment == tail.length) {
                    return start + at;
                }
            }
        }
        throw source.cursor(END_RECORD, start, 0).error(Kind.TRUNCATED, "the archive has no end record");
    }

    private Place place(long end) throws IOException {
        ByteCursor in = source.cursor(END_RECORD, end, END_SIZE);
        in.skip(4);
        int disk = in.u16();
        int directoryDisk = in.u16();
        int here = in.u16();
        Place place = new Place(in.u16(), in.u32(), in.u32());
        boolean large = place.entries() == MAX_16 || place.size() == MAX_32 || place.offset() == MAX_32;
        if (large && end >= LOCATOR_SIZE) {
            ByteCursor locator = source.cursor("Zip64 locator", end - LOCATOR_SIZE, LOCATOR_SIZE);
            if (locator.i32() == LOCATOR) {
                return zip64(locator);
            }
        }
        if (disk != 0 || directoryDisk != 0 || here != place.entries()) {
            throw in.error(Kind.UNSUPPORTED, "the archive is part of a set");
        }
        return place;
    }

    private Place zip64(ByteCursor locator) throws IOException {
        long disk = locator.u32();
        long offset = locator.i64();
        if (disk != 0 || locator.u32() > 1) {
            throw locator.error(Kind.UNSUPPORTED, "the archive is part of a set");
        }
        if (offset < 0 || offset > source.size() - ZIP64_END_SIZE) {
            throw locator.error(Kind.TRUNCATED, "the Zip64 end record is not inside the archive");
        }
        ByteCursor in = source.cursor("Zip64 end record", offset, ZIP64_END_SIZE);
        if (in.i32() != ZIP64_END) {
            throw in.error(Kind.BAD_MAGIC, "there is no Zip64 end record here");
        }
        in.skip(8 + 2 + 2 + 4 + 4 + 8);
        return new Place(in.i64(), in.i64(), in.i64());
    }

    private static ZippedFile file(ByteCursor in, long limit) throws FormatException {
        if (in.i32() != CENTRAL) {
            throw in.error(Kind.BAD_MAGIC, "there is no file of the directory before this place");
        }
        in.skip(4);
        int flags = in.u16();
        int method = in.u16();
        int time = in.u16();
        int date = in.u16();
        long crc = in.u32();
        long packed = in.u32();
        long size = in.u32();
        int nameLength = in.u16();
        int extraLength = in.u16();
        int commentLength = in.u16();
        in.skip(2 + 2 + 4);
        long offset = in.u32();
        byte[] name = in.bytes(nameLength);
        ByteCursor extra = in.slice(extraLength);
        in.skip(commentLength);
        ByteCursor wide = size == MAX_32 || packed == MAX_32 || offset == MAX_32 ? zip64Field(extra) : extra;
        size = size == MAX_32 ? wide.i64() : size;
        packed = packed == MAX_32 ? wide.i64() : packed;
        offset = offset == MAX_32 ? wide.i64() : offset;
        if (size < 0 || packed < 0 || offset < 0 || packed > limit || offset > limit - packed) {
            throw in.error(
                    Kind.BAD_VALUE,
                    "a file of " + packed + " packed bytes at " + offset + " does not lie before the directory");
        }
        String text = EntryName.decode(name, (flags & ZippedFile.NAME_IS_UTF8) != 0);
        return new ZippedFile(text, size, packed, crc, method, flags, offset, date, time);
    }

    /** The Zip64 field among the extra fields. */
    private static ByteCursor zip64Field(ByteCursor extra) throws FormatException {
        while (extra.remaining() > 0) {
            int tag = extra.u16();
            ByteCursor field = extra.slice(extra.u16());
            if (tag == ZIP64_FIELD) {
                return field;
            }
        }
        throw extra.error(Kind.BAD_VALUE, "the size is in a Zip64 field, but there is none");
    }
}
