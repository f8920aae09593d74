// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the header and the tables of a cabinet. */
final class CabinetParser {
    static final int MAGIC = 0x4643534D;
    static final int HEADER = 36;
    static final int FOLDER = 8;
    static final int FILE = 16;

    private static final int HAS_PREVIOUS = 1;
    private static final int HAS_NEXT = 2;
    private static final int HAS_RESERVE = 4;
    private static final int FIRST_CONTINUED = 0xFFFD;
    private static final int MAX_NAME = 255;

    private final ByteSource source;

    /**
     * What the tables say.
     *
     * @param size bytes of the cabinet; what follows in the file is not part of it
     * @param dataReserve reserved bytes in each block header
     * @param folders the folders
     * @param entries the files
     */
    record Layout(long size, int dataReserve, List<CabinetFolder> folders, List<CabinetEntry> entries) {}

    CabinetParser(ByteSource source) {
        this.source = source;
    }

    Layout parse() throws IOException {
        ByteCursor in = source.cursor("cabinet header", 0, HEADER);
        if (in.i32() != MAGIC) {
            throw source.cursor("cabinet header", 0, 0).error(Kind.BAD_MAGIC, "the file does not start with MSCF");
        }
        in.skip(4);
        long size = in.u32();
        if (size > source.size()) {
            throw in.error(Kind.TRUNCATED, "the cabinet has " + size + " bytes, the file only " + source.size());
        }
        in.skip(4);
        long filesAt = in.u32();
        in.skip(4);
        int minor = in.u8();
        int major = in.u8();
        if (major != 1) {
            throw in.error(Kind.UNSUPPORTED, "version " + major + "." + minor + " of the format is not known");
        }
        int folderCount = in.u16();
        int fileCount = in.u16();
        int flags = in.u16();
        in.skip(2);
        refuseSet(in, flags);
        Reserve reserve = (flags & HAS_RESERVE) == 0 ? new Reserve(0, 0, 0) : reserve();
        long tables = HEADER + ((flags & HAS_RESERVE) == 0 ? 0 : 4L + reserve.header());
        List<CabinetFolder> folders = folders(tables, folderCount, reserve.folder(), size);
        return new Layout(size, reserve.data(), folders, files(filesAt, fileCount, folders, size));
    }

    private record Reserve(int header, int folder, int data) {}

    private Reserve reserve() throws IOException {
        ByteCursor in = source.cursor("cabinet header", HEADER, 4);
        return new Reserve(in.u16(), in.u8(), in.u8());
    }

    private static void refuseSet(ByteCursor in, int flags) throws FormatException {
        if ((flags & (HAS_PREVIOUS | HAS_NEXT)) != 0) {
            int index = in.u16();
            throw in.error(
                    Kind.UNSUPPORTED,
                    "the cabinet is part " + (index + 1L) + " of a set, and the other parts are not here;"
                            + " symstore writes such damaged store entries for very large files");
        }
    }

    private List<CabinetFolder> folders(long at, int count, int reserve, long size) throws IOException {
        ByteCursor in = table("folder table of the cabinet", at, (long) count * (FOLDER + reserve), size);
        List<CabinetFolder> folders = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long offset = in.u32();
            int blocks = in.u16();
            int type = in.u16();
            in.skip(reserve);
            if (offset > size || blocks * 8L > size - offset) {
                throw in.error(
                        Kind.TRUNCATED, blocks + " blocks from " + offset + " on are not inside the cabinet's " + size);
            }
            folders.add(new CabinetFolder(offset, blocks, type));
        }
        return List.copyOf(folders);
    }

    private List<CabinetEntry> files(long at, int count, List<CabinetFolder> folders, long size) throws IOException {
        long longest = (long) count * (FILE + MAX_NAME + 1);
        ByteCursor in = table("file table of the cabinet", at, Math.min(longest, Math.max(0, size - at)), size);
        if ((long) count * (FILE + 1) > in.remaining()) {
            throw in.error(Kind.TRUNCATED, count + " files do not fit into " + in.remaining() + " bytes");
        }
        List<CabinetEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(file(in, folders));
        }
        return List.copyOf(entries);
    }

    private static CabinetEntry file(ByteCursor in, List<CabinetFolder> folders) throws FormatException {
        long size = in.u32();
        long offset = in.u32();
        int folder = in.u16();
        if (folder >= FIRST_CONTINUED) {
            throw in.error(Kind.UNSUPPORTED, "the file continues in another cabinet, sets are not supported");
        }
        if (folder >= folders.size()) {
            throw in.error(Kind.BAD_VALUE, "there is no folder " + folder);
        }
        long available = (long) folders.get(folder).blocks() * BlockDecoder.MAX_BLOCK;
        if (size + offset > available) {
            throw in.error(
                    Kind.BAD_VALUE,
                    size + " bytes from " + offset + " on are more than the " + available + " a folder of "
                            + folders.get(folder).blocks() + " blocks can yield");
        }
        int date = in.u16();
        int time = in.u16();
        int attributes = in.u16();
        int length = in.lengthToNul();
        if (length > MAX_NAME || (length < 0 && in.remaining() > MAX_NAME)) {
            throw in.error(Kind.BAD_VALUE, "a name has more than " + MAX_NAME + " bytes");
        }
        byte[] name = in.nulTerminated().toByteArray();
        String text = EntryName.decode(name, (attributes & CabinetEntry.NAME_IS_UTF8) != 0);
        return new CabinetEntry(text, size, folder, offset, date, time, attributes);
    }

    private ByteCursor table(String structure, long at, long length, long size) throws IOException {
        if (at > size || length > size - at) {
            throw source.cursor("cabinet header", 0, 0)
                    .error(Kind.TRUNCATED, "the " + structure + " at " + at + " is not inside its " + size + " bytes");
        }
        return source.cursor(structure, at, length);
    }
}
