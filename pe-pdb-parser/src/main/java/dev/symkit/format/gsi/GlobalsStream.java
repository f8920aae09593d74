// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/**
 * The GSI stream: a hash table of all symbol records that are no publics, by name.
 *
 * <p>The stream is the table and nothing else; see {@link PublicsStream} for the other one. Without bytes it is empty. Source:
 * microsoft-pdb, {@code PDB/dbi/gsi.cpp}. Immutable, thread-safe.
 */
public final class GlobalsStream {
    private final HashBlock table;
    private final SymbolRecords records;

    private GlobalsStream(HashBlock table, SymbolRecords records) {
        this.table = table;
        this.records = records;
    }

    /**
     * Opens the stream; reads the header of the table.
     *
     * @param stream the stream whose number is in the DBI header
     * @param records the records that it names
     * @param mini whether the features of the PDB say that it is a mini PDB, which has more buckets
     * @throws FormatException {@code TRUNCATED} or {@code BAD_VALUE} if the table does not fit the stream
     * @throws IOException if the file cannot be read
     */
    public static GlobalsStream open(RandomBytes stream, SymbolRecords records, boolean mini) throws IOException {
        return new GlobalsStream(HashBlock.read(stream, 0, stream.size(), mini), records);
    }

    /** Number of symbols. */
    public long count() {
        return table.count();
    }

    /** Gives a walk over all symbols in the order of the table. */
    public SymbolWalk inHashOrder() throws IOException {
        return table.inHashOrder(records);
    }

    /**
     * Gives a walk over all symbols as they lie in the stream of records, which is the fastest; a record that several entries name comes
     * once.
     *
     * @throws FormatException {@code BAD_VALUE} if an entry names no record
     * @throws IOException if the file cannot be read
     */
    public SymbolWalk inRecordOrder() throws IOException {
        return table.inRecordOrder(records);
    }

    /**
     * Gives what finds symbols by name.
     *
     * @throws FormatException {@code BAD_VALUE} or {@code TRUNCATED} if the buckets are damaged
     * @throws IOException if the file cannot be read
     */
    public SymbolFinder finder() throws IOException {
        return new SymbolFinder(table, records);
    }
}
