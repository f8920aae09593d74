// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A PE image (PE32 or PE32+): header fields, sections, debug directory, and access to its bytes by RVA. Tables such as exports, the
 * function table or resources have classes of their own that start from here.
 *
 * <p>Opening reads the headers; they must reach up to SizeOfImage, what follows may be cut off, as in the images that dumps hold.
 * Sections and data directories that the file does not hold are left out. Debug data is read when asked for; entries that point
 * outside the file are left out.
 *
 * <p>Source of the layout: the PE format document. Thread-safe; does not own the source.
 */
public final class PeFile implements ImageBytes {
    private static final int MEM_EXECUTE = 0x20000000;
    private static final int CNT_CODE = 0x20;

    private final ByteSource source;
    private final ImageLayout layout;
    private final PeHeaders headers;
    private final SectionMap map;

    private PeFile(ByteSource source, ImageLayout layout, PeHeaders headers) {
        this.source = source;
        this.layout = layout;
        this.headers = headers;
        this.map = new SectionMap(headers.sections());
    }

    /**
     * Tells whether a file is a PE image as far as its two signatures go: {@code MZ}, and {@code PE\0\0} where the field at 0x3C
     * points to. DOS, NE and LE programs and object files are not.
     *
     * @param source the file
     * @throws IOException if the file cannot be read
     */
    public static boolean recognise(ByteSource source) throws IOException {
        return PeHeaders.position(source).isPresent();
    }

    /**
     * Reads the headers of an image that lies as in a file.
     *
     * @param source the file; stays open, and must stay open while the result is used
     * @throws FormatException {@code BAD_MAGIC} if it is no PE image, with what it is instead; {@code UNSUPPORTED} for a ROM or TE
     *     image, {@code BAD_VALUE} if the optional header is of no known sort or too small, {@code TRUNCATED} if the file ends
     *     before SizeOfImage
     * @throws IOException if the file cannot be read
     */
    public static PeFile open(ByteSource source) throws IOException {
        return open(source, ImageLayout.FILE);
    }

    /**
     * Reads the headers of an image.
     *
     * @param source the image; stays open, and must stay open while the result is used
     * @param layout how the bytes lie in the source
     * @throws FormatException as {@link #open(ByteSource)}
     * @throws IOException if the source cannot be read
     */
    public static PeFile open(ByteSource source, ImageLayout layout) throws IOException {
        return new PeFile(source, layout, PeHeaders.read(source));
    }

    /** The bytes the image was opened on. */
    public ByteSource source() {
        return source;
    }

    /** How the bytes lie in the source. */
    public ImageLayout layout() {
        return layout;
    }

    /** IMAGE_FILE_MACHINE number. */
    public int machine() {
        return headers.machine();
    }

    /** TimeDateStamp as stored, unsigned 32-bit: a time or a hash. */
    public long timestamp() {
        return headers.timestamp();
    }

    /** SizeOfImage as stored, unsigned 32-bit. */
    public long sizeOfImage() {
        return headers.optional().sizeOfImage();
    }

    /** Characteristics of the COFF header. */
    public int characteristics() {
        return headers.characteristics();
    }

    /** True for PE32+, false for PE32. */
    public boolean isPlus() {
        return headers.optional().plus();
    }

    /** The optional header. */
    public OptionalHeader optionalHeader() {
        return headers.optional();
    }

    /** Bytes from the start of the source to the optional header. */
    public long optionalHeaderPosition() {
        return headers.optionalPosition();
    }

    /**
     * Gives a data directory.
     *
     * @param index its index, one of the constants of {@link DataDirectory}
     * @return the entry, or empty if it is not there or names no table
     */
    public Optional<DataDirectory> directory(int index) {
        List<DataDirectory> all = headers.optional().directories();
        return index < all.size() && !all.get(index).isEmpty() ? Optional.of(all.get(index)) : Optional.empty();
    }

    /** The section headers that the file holds, in order. */
    public List<Section> sections() {
        return headers.sections();
    }

    /**
     * Gives the section of an address.
     *
     * @param rva address relative to the image
     * @return the first section that covers it, or empty
     */
    public Optional<Section> section(long rva) {
        int index = map.find(rva);
        return index < 0 ? Optional.empty() : Optional.of(sections().get(index));
    }

    /**
     * Gives the position of an address in the source.
     *
     * @param rva address relative to the image
     * @return bytes from the start of the source, or empty if the address is not backed by it
     */
    public OptionalLong filePosition(long rva) {
        long position = position(rva);
        return position < 0 ? OptionalLong.empty() : OptionalLong.of(position);
    }

    private long position(long rva) {
        if (rva < 0) {
            return -1;
        }
        if (layout == ImageLayout.MEMORY || rva < headers.optional().sizeOfHeaders()) {
            return rva < source.size() ? rva : -1;
        }
        int index = map.find(rva);
        if (index < 0) {
            return -1;
        }
        Section section = sections().get(index);
        long into = rva - section.rva();
        long position = section.filePosition() + into;
        return into < section.rawSize() && position < source.size() ? position : -1;
    }

    @Override
    public long available(long rva) {
        long position = position(rva);
        if (position < 0) {
            return 0;
        }
        long inFile = source.size() - position;
        if (layout == ImageLayout.MEMORY) {
            return inFile;
        }
        if (rva < headers.optional().sizeOfHeaders()) {
            return Math.min(inFile, headers.optional().sizeOfHeaders() - rva);
        }
        Section section = sections().get(map.find(rva));
        return Math.min(inFile, section.rva() + section.rawSize() - rva);
    }

    @Override
    public ByteCursor cursor(String structure, long rva, long length) throws IOException {
        long available = available(rva);
        if (length > available) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    new Origin(source.name(), structure, Math.max(0, position(rva))),
                    String.format(
                            Locale.ROOT,
                            "%d bytes are needed at RVA 0x%08X, the image has %d there",
                            length,
                            rva,
                            available));
        }
        return source.cursor(structure, length == 0 ? 0 : position(rva), length);
    }

    /**
     * Reads the debug directory.
     *
     * @return its entries in order, at most {@link Limits#MAX_DEBUG_ENTRIES}; none if there is no directory or it lies outside
     *     the file
     * @throws IOException if the file cannot be read
     */
    public List<DebugEntry> debugEntries() throws IOException {
        Optional<DataDirectory> directory = directory(DataDirectory.DEBUG);
        OptionalLong position = directory.isEmpty()
                ? OptionalLong.empty()
                : filePosition(directory.get().rva());
        return position.isEmpty()
                ? List.of()
                : DebugDirectory.read(
                        source, position.getAsLong(), directory.get().size());
    }

    /**
     * Decodes the data of a debug directory entry.
     *
     * @param entry an entry of this image
     * @return the data, or empty if it lies outside the source
     * @throws FormatException {@code TRUNCATED} or {@code BAD_VALUE} if the data is too short for its type or damaged, {@code LIMIT}
     *     if it is larger than {@link Limits#MAX_WINDOW}
     * @throws IOException if the file cannot be read
     */
    public Optional<DebugData> debugData(DebugEntry entry) throws IOException {
        return DebugDirectory.data(source, layout, entry);
    }

    /**
     * Reads the CodeView records that the debug directory points to.
     *
     * @return the records in the order of their entries; entries whose data is outside the file, too short or larger than
     *     {@link Limits#MAX_CODEVIEW_BYTES} are left out
     * @throws IOException if the file cannot be read
     */
    public List<CodeView> codeViews() throws IOException {
        return DebugDirectory.codeViews(source, layout, debugEntries());
    }

    /**
     * Whether there is anything to run: an entry point, a section with code or execute permission that is not empty, or a CLR
     * header. Tools that look for symbols pass over images without (our choice, after the documented rule that program files without
     * executable code are ignored).
     */
    public boolean hasExecutableCode() {
        return headers.optional().entryPoint() != 0
                || directory(DataDirectory.CLR).isPresent()
                || sections().stream()
                        .anyMatch(section -> (section.characteristics() & (CNT_CODE | MEM_EXECUTE)) != 0
                                && Math.max(section.virtualSize(), section.rawSize()) != 0);
    }

    /**
     * Whether the image holds resources only: no executable section, no entry point, neither imports nor exports, and a resource
     * directory (inferred rule).
     */
    public boolean isResourceOnly() {
        return headers.optional().entryPoint() == 0
                && directory(DataDirectory.RESOURCE).isPresent()
                && directory(DataDirectory.IMPORT).isEmpty()
                && directory(DataDirectory.EXPORT).isEmpty()
                && sections().stream().noneMatch(section -> (section.characteristics() & MEM_EXECUTE) != 0);
    }
}
