// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The PSI stream: public symbols by name and by address.
 *
 * <p>Layout: the header of 28 bytes, a hash table, the address map of u32 offset of each record sorted by section, offset and name, the
 * thunk map of u32 for each thunk, the section map of u32 offset, u16 section and u16 padding for each section. Without bytes it is
 * empty. Source: microsoft-pdb, {@code PDB/dbi/gsi.cpp} and {@code gsi.h}. Immutable, thread-safe.
 */
public final class PublicsStream {
    private final RandomBytes stream;
    private final PublicsHeader header;
    private final HashBlock table;
    private final SymbolRecords records;

    private PublicsStream(RandomBytes stream, PublicsHeader header, HashBlock table, SymbolRecords records) {
        this.stream = stream;
        this.header = header;
        this.table = table;
        this.records = records;
    }

    /**
     * Opens the stream; reads its header and that of the hash table.
     *
     * @param stream the stream whose number is in the DBI header
     * @param records the records that it names
     * @param mini whether the features of the PDB say that it is a mini PDB, which has more buckets
     * @throws FormatException {@code TRUNCATED} or {@code BAD_VALUE} if the parts do not fit the stream
     * @throws IOException if the file cannot be read
     */
    public static PublicsStream open(RandomBytes stream, SymbolRecords records, boolean mini) throws IOException {
        PublicsHeader header = PublicsHeader.read(stream);
        HashBlock table = HashBlock.read(stream, PublicsHeader.SIZE, header.tableSize(), mini);
        return new PublicsStream(stream, header, table, records);
    }

    /** Number of publics in the hash table. */
    public long count() {
        return table.count();
    }

    /** Number of publics in the address map. */
    public long addressCount() {
        return header.mapSize() / 4;
    }

    /** Gives a walk over the publics in the order of the hash table. */
    public SymbolWalk inHashOrder() throws IOException {
        return table.inHashOrder(records);
    }

    /**
     * Gives a walk over the publics of the hash table as they lie in the stream of records, which is the fastest; a record that several
     * entries name comes once.
     *
     * @throws FormatException {@code BAD_VALUE} if an entry names no record
     * @throws IOException if the file cannot be read
     */
    public SymbolWalk inRecordOrder() throws IOException {
        return table.inRecordOrder(records);
    }

    /** Gives a walk over the publics of the address map: by section, in it by offset. */
    public SymbolWalk inAddressOrder() throws IOException {
        return SymbolWalk.of(stream, header.mapAt(), addressCount(), 4, records.inAnyOrder());
    }

    /**
     * Gives what finds publics by name.
     *
     * @throws FormatException {@code BAD_VALUE} or {@code TRUNCATED} if the buckets are damaged
     * @throws IOException if the file cannot be read
     */
    public SymbolFinder finder() throws IOException {
        return new SymbolFinder(table, records);
    }

    /**
     * Gives what finds publics by address.
     *
     * @throws FormatException {@code LIMIT} if there are more than 16 million publics
     * @throws IOException if the file cannot be read
     */
    public PublicAddresses addresses() throws IOException {
        ByteCursor in = part(header.mapAt(), header.mapSize());
        int[] offsets = new int[in.remaining() / 4];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = in.i32();
        }
        return new PublicAddresses(offsets, records.inAnyOrder());
    }

    /** The jumps that incremental linking put into the image. */
    public Thunks thunks() {
        return new Thunks(header.thunks(), header.thunkSize(), header.thunkSegment(), header.thunkOffset());
    }

    /**
     * Where each thunk leads: an offset over all sections, which {@link #sections()} makes one in a section. All are 0 in a stripped PDB.
     *
     * @throws FormatException {@code LIMIT} if there are more than 16 million thunks
     * @throws IOException if the file cannot be read
     */
    public long[] thunkTargets() throws IOException {
        ByteCursor in = part(header.thunksAt(), header.thunks() * 4);
        long[] targets = new long[in.remaining() / 4];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = in.u32();
        }
        return targets;
    }

    /**
     * The section map, which tells where each section starts in the offsets of {@link #thunkTargets()}.
     *
     * @throws FormatException {@code LIMIT} if there are more than 8 million sections
     * @throws IOException if the file cannot be read
     */
    public List<SectionStart> sections() throws IOException {
        ByteCursor in = part(header.sectionsAt(), header.sections() * 8);
        List<SectionStart> sections = new ArrayList<>(in.remaining() / 8);
        while (in.remaining() > 0) {
            sections.add(new SectionStart(in.u32(), in.u16()));
            in.skip(2);
        }
        return sections;
    }

    /** A part of the stream; one without bytes may lie anywhere. */
    private ByteCursor part(long at, long size) throws IOException {
        return stream.cursor(size == 0 ? 0 : at, size);
    }

    /**
     * The table of thunks.
     *
     * @param count number of thunks
     * @param size bytes of each
     * @param segment 1-based section that they lie in
     * @param offset offset of the first one in that section
     */
    public record Thunks(long count, long size, int segment, long offset) {}

    /**
     * One entry of the section map.
     *
     * @param offset where the section starts
     * @param segment 1-based number of the section
     */
    public record SectionStart(long offset, int segment) {}
}
