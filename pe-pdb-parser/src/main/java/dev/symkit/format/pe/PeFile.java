// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A PE image (PE32 or PE32+): header fields, sections, debug directory.
 *
 * <p>Opening reads the headers; they must reach up to SizeOfImage, what follows may be cut off, as in the images that dumps hold.
 * Sections and data directories that the file does not hold are left out. Debug data is read when asked for; entries that point
 * outside the file are left out.
 *
 * <p>Source of the layout: the PE format document. Thread-safe; does not own the source.
 */
public final class PeFile {
    private static final String HEADER = "PE header";
    private static final int MZ = 0x5A4D;
    private static final int PE = 0x4550;
    private static final int COFF_SIZE = 24;
    private static final int PE32 = 0x10B;
    private static final int PE32_PLUS = 0x20B;
    private static final int ROM = 0x107;
    private static final int SIZE_OF_IMAGE_END = 60;
    private static final int SIZE_OF_HEADERS_END = 64;
    private static final int DEBUG_DIRECTORY = 6;
    private static final int MAX_DIRECTORIES = 16;

    /** A data directory entry: where a table lies and how long it is, both unsigned 32-bit. */
    private record DataDirectory(long rva, long size) {}

    /** The fields of the headers that have a fixed place. */
    private record Fields(
            int machine, long timestamp, int characteristics, boolean plus, long sizeOfImage, long sizeOfHeaders) {}

    private final ByteSource source;
    private final Fields fields;
    private final List<DataDirectory> directories;
    private final List<Section> sections;

    private PeFile(ByteSource source, Fields fields, List<DataDirectory> directories, List<Section> sections) {
        this.source = source;
        this.fields = fields;
        this.directories = List.copyOf(directories);
        this.sections = List.copyOf(sections);
    }

    /**
     * Tells whether a file is a PE image as far as its two signatures go: {@code MZ}, and {@code PE\0\0} where the field at 0x3C
     * points to. DOS, NE and LE programs and object files are not.
     *
     * @param source the file
     * @throws IOException if the file cannot be read
     */
    public static boolean recognise(ByteSource source) throws IOException {
        return headerPosition(source).isPresent();
    }

    private static OptionalLong headerPosition(ByteSource source) throws IOException {
        if (source.size() < 0x40) {
            return OptionalLong.empty();
        }
        ByteCursor in = source.cursor(HEADER, 0, 0x40);
        if (in.u16() != MZ) {
            return OptionalLong.empty();
        }
        in.skip(0x3A);
        long position = in.u32();
        if (position > source.size() - 4 || source.cursor(HEADER, position, 4).i32() != PE) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(position);
    }

    /**
     * Reads the headers of an image.
     *
     * @param source the file; stays open, and must stay open while the result is used
     * @throws FormatException {@code BAD_MAGIC} if it is no PE image, {@code UNSUPPORTED} for a ROM image, {@code BAD_VALUE} if
     *     the optional header is of no known sort or too small, {@code TRUNCATED} if the file ends before SizeOfImage
     * @throws IOException if the file cannot be read
     */
    public static PeFile open(ByteSource source) throws IOException {
        long position = headerPosition(source)
                .orElseThrow(() -> new FormatException(
                        FormatException.Kind.BAD_MAGIC,
                        new Origin(source.name(), HEADER, 0),
                        "not a PE image: no MZ and PE signature"));
        ByteCursor coff = source.cursor(HEADER, position, COFF_SIZE);
        coff.skip(4);
        int machine = coff.u16();
        int sectionCount = coff.u16();
        long timestamp = coff.u32();
        coff.skip(8);
        Origin sizeField = coff.origin();
        int optionalSize = coff.u16();
        int characteristics = coff.u16();
        if (optionalSize < SIZE_OF_IMAGE_END) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    sizeField,
                    "an optional header of " + optionalSize + " bytes has no SizeOfImage");
        }
        long optional = position + COFF_SIZE;
        long present = Math.max(SIZE_OF_IMAGE_END, Math.min(optionalSize, source.size() - optional));
        ByteCursor in = source.cursor(HEADER, optional, present);
        boolean plus = isPlus(in);
        in.skip(54);
        long sizeOfImage = in.u32();
        long sizeOfHeaders = present >= SIZE_OF_HEADERS_END ? in.u32() : 0;
        Fields fields = new Fields(machine, timestamp, characteristics, plus, sizeOfImage, sizeOfHeaders);
        List<Section> sections = sections(source, optional + optionalSize, sectionCount);
        return new PeFile(source, fields, directories(in, plus), sections);
    }

    private static boolean isPlus(ByteCursor in) throws FormatException {
        Origin where = in.origin();
        int magic = in.u16();
        return switch (magic) {
            case PE32 -> false;
            case PE32_PLUS -> true;
            case ROM -> throw new FormatException(FormatException.Kind.UNSUPPORTED, where, "a ROM image");
            default ->
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE, where, "optional header magic " + magic + " is not known");
        };
    }

    /** Reads the data directories that are inside both their declared number and the bytes that are there. */
    private static List<DataDirectory> directories(ByteCursor in, boolean plus) throws FormatException {
        int countAt = plus ? 108 : 92;
        List<DataDirectory> result = new ArrayList<>();
        if (in.position() + in.remaining() < countAt + 4) {
            return result;
        }
        in.skip(countAt - in.position());
        long count = Math.min(in.u32(), MAX_DIRECTORIES);
        while (result.size() < count && in.remaining() >= 8) {
            result.add(new DataDirectory(in.u32(), in.u32()));
        }
        return result;
    }

    private static List<Section> sections(ByteSource source, long position, int count) throws IOException {
        long present = Math.max(0, Math.min(count, (source.size() - position) / Section.SIZE));
        List<Section> result = new ArrayList<>();
        if (present > 0) {
            ByteCursor in = source.cursor("section table", position, present * Section.SIZE);
            while (in.remaining() > 0) {
                result.add(Section.decode(in));
            }
        }
        return result;
    }

    /** IMAGE_FILE_MACHINE number. */
    public int machine() {
        return fields.machine();
    }

    /** TimeDateStamp as stored, unsigned 32-bit: a time or a hash. */
    public long timestamp() {
        return fields.timestamp();
    }

    /** SizeOfImage as stored, unsigned 32-bit. */
    public long sizeOfImage() {
        return fields.sizeOfImage();
    }

    /** Characteristics of the COFF header. */
    public int characteristics() {
        return fields.characteristics();
    }

    /** True for PE32+, false for PE32. */
    public boolean isPlus() {
        return fields.plus();
    }

    /** The section headers that the file holds, in order. */
    public List<Section> sections() {
        return sections;
    }

    /**
     * Gives the file position of an address.
     *
     * @param rva address relative to the image
     * @return bytes from the start of the file, or empty if the address is not backed by the file
     */
    public OptionalLong filePosition(long rva) {
        if (rva < fields.sizeOfHeaders()) {
            return inFile(rva);
        }
        for (Section section : sections) {
            long into = rva - section.rva();
            if (into >= 0 && into < Math.max(section.virtualSize(), section.rawSize())) {
                return into < section.rawSize() ? inFile(section.filePosition() + into) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong inFile(long position) {
        return position < source.size() ? OptionalLong.of(position) : OptionalLong.empty();
    }

    /**
     * Reads the debug directory.
     *
     * @return its entries in order, at most {@link Limits#MAX_DEBUG_ENTRIES}; none if there is no directory or it lies outside
     *     the file
     * @throws IOException if the file cannot be read
     */
    public List<DebugEntry> debugEntries() throws IOException {
        List<DebugEntry> result = new ArrayList<>();
        if (directories.size() <= DEBUG_DIRECTORY) {
            return result;
        }
        DataDirectory directory = directories.get(DEBUG_DIRECTORY);
        OptionalLong position = filePosition(directory.rva());
        if (directory.size() == 0 || position.isEmpty()) {
            return result;
        }
        long inFile = (source.size() - position.getAsLong()) / DebugEntry.SIZE;
        long count = Math.min(Math.min(directory.size() / DebugEntry.SIZE, inFile), Limits.MAX_DEBUG_ENTRIES);
        ByteCursor in = source.cursor("debug directory", position.getAsLong(), count * DebugEntry.SIZE);
        while (in.remaining() > 0) {
            result.add(DebugEntry.decode(in));
        }
        return result;
    }

    /**
     * Reads the CodeView records that the debug directory points to.
     *
     * @return the records in the order of their entries; entries whose data is outside the file, too short or larger than
     *     {@link Limits#MAX_CODEVIEW_BYTES} are left out
     * @throws IOException if the file cannot be read
     */
    public List<CodeView> codeViews() throws IOException {
        List<CodeView> result = new ArrayList<>();
        for (DebugEntry entry : debugEntries()) {
            if (entry.type() == DebugEntry.CODEVIEW
                    && entry.size() <= Limits.MAX_CODEVIEW_BYTES
                    && entry.filePosition() <= source.size() - entry.size()) {
                ByteCursor in = source.cursor("CodeView record", entry.filePosition(), entry.size());
                CodeView.decode(in).ifPresent(result::add);
            }
        }
        return result;
    }
}
