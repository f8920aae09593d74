// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.rva.FpoData;
import dev.symkit.format.rva.RvaTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A separate debug file with what follows its header: section headers, exported names (each ended by NUL), debug directory. Parts
 * that a cut-off file does not hold are left out; each is read when asked for. Source: {@code IMAGE_SEPARATE_DEBUG_HEADER} as
 * documented. Thread-safe; does not own the source.
 */
public final class DbgContent {
    private final ByteSource source;
    private final DbgFile header;
    private final Fields fields;

    private record Fields(
            int flags, long checksum, long imageBase, long namesSize, long directorySize, long sectionAlignment) {}

    private DbgContent(ByteSource source, DbgFile header, Fields fields) {
        this.source = source;
        this.header = header;
        this.fields = fields;
    }

    /**
     * Reads the header.
     *
     * @param source the file; must stay open while the result is used
     * @throws FormatException {@code BAD_MAGIC} if it is no .dbg file
     * @throws IOException if the file cannot be read
     */
    public static DbgContent open(ByteSource source) throws IOException {
        DbgFile header = DbgFile.open(source);
        ByteCursor in = source.cursor("DBG header", 0, DbgFile.HEADER_SIZE);
        in.skip(2);
        int flags = in.u16();
        in.skip(8);
        long checksum = in.u32();
        long imageBase = in.u32();
        in.skip(8);
        return new DbgContent(source, header, new Fields(flags, checksum, imageBase, in.u32(), in.u32(), in.u32()));
    }

    /** The fields that identify the image. */
    public DbgFile header() {
        return header;
    }

    /** Flags; 0x8000 says that the file does not match its image. */
    public int flags() {
        return fields.flags();
    }

    /** Checksum of the image, unsigned 32-bit. */
    public long checksum() {
        return fields.checksum();
    }

    /** Preferred load address of the image, unsigned 32-bit. */
    public long imageBase() {
        return fields.imageBase();
    }

    /** Alignment of sections in memory, bytes. */
    public long sectionAlignment() {
        return fields.sectionAlignment();
    }

    /** The image's section headers that the file holds. */
    public List<Section> sections() throws IOException {
        long inFile = (source.size() - DbgFile.HEADER_SIZE) / Section.SIZE;
        long count = Math.min(header.sectionCount(), inFile);
        return PeHeaders.sections(source.cursor("section table", DbgFile.HEADER_SIZE, count * Section.SIZE));
    }

    /**
     * Reads the exported names, in order.
     *
     * @throws FormatException {@code LIMIT} if they take too many bytes
     * @throws IOException if the file cannot be read
     */
    public List<Name> exportedNames() throws IOException {
        long length = Math.max(0, Math.min(fields.namesSize(), source.size() - namesPosition()));
        List<Name> result = new ArrayList<>();
        if (length > 0) {
            ByteCursor in = source.cursor("exported names", namesPosition(), length);
            while (in.lengthToNul() >= 0) {
                Name name = in.nulTerminated();
                if (!name.isEmpty()) { // the list is padded with NULs
                    result.add(name);
                }
            }
        }
        return result;
    }

    /** The debug directory entries that the file holds; their positions count from its start. */
    public List<DebugEntry> debugEntries() throws IOException {
        return DebugDirectory.read(source, namesPosition() + fields.namesSize(), fields.directorySize());
    }

    /**
     * Decodes the data of a debug directory entry.
     *
     * @param entry an entry of this file
     * @return the data, or empty if it lies outside the file
     * @throws FormatException as {@link PeFile#debugData}
     * @throws IOException if the file cannot be read
     */
    public Optional<DebugData> debugData(DebugEntry entry) throws IOException {
        return DebugDirectory.data(source, ImageLayout.FILE, entry);
    }

    /** The CodeView records of the debug directory, as {@link PeFile#codeViews}. */
    public List<CodeView> codeViews() throws IOException {
        return DebugDirectory.codeViews(source, ImageLayout.FILE, debugEntries());
    }

    /**
     * Reads the symbols of the first entry of type COFF.
     *
     * @return the symbols; none if there is no such entry, or its data lies outside the file
     * @throws FormatException {@code TRUNCATED} if symbols or names are not in the data, {@code LIMIT} if it is too large
     * @throws IOException if the file cannot be read
     */
    public List<CoffSymbol> coffSymbols() throws IOException {
        for (DebugEntry entry : debugEntries()) {
            if (entry.type() == DebugEntry.COFF && entry.filePosition() <= source.size() - entry.size()) {
                return CoffSymbols.decode(source.cursor("COFF symbols", entry.filePosition(), entry.size()));
            }
        }
        return List.of();
    }

    /**
     * Reads the records of the first entry of type FPO.
     *
     * @throws FormatException as {@link #debugData}
     * @throws IOException if the file cannot be read
     */
    public Optional<RvaTable<FpoData>> fpo() throws IOException {
        for (DebugEntry entry : debugEntries()) {
            if (entry.type() == DebugEntry.FPO && debugData(entry).orElse(null) instanceof DebugData.Fpo fpo) {
                return Optional.of(fpo.table());
            }
        }
        return Optional.empty();
    }

    private long namesPosition() {
        return DbgFile.HEADER_SIZE + header.sectionCount() * Section.SIZE;
    }
}
