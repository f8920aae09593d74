// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.Name;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds symbols by name through a hash table. Keeps what it has read, so that many names are found fast. Confined to one thread. */
public final class SymbolFinder {
    private final HashBlock table;
    private final SymbolReader reader;
    private final int[] starts;

    SymbolFinder(HashBlock table, SymbolRecords records) throws IOException {
        this.table = table;
        this.reader = records.inAnyOrder();
        this.starts = table.starts();
    }

    /**
     * Gives the offsets of all records with a name, in the order of the table.
     *
     * @param name the name, byte for byte
     * @return empty if there is none
     * @throws IOException if the table or a record is damaged, or the file cannot be read
     */
    public long[] offsetsOf(Name name) throws IOException {
        int bucket = HashBlock.bucketOf(name.toByteArray(), starts.length - 1);
        int from = starts[bucket];
        long[] found = new long[4];
        int count = 0;
        SymbolWalk walk = SymbolWalk.of(
                table.stream(),
                table.entriesAt() + (long) from * HashBlock.ENTRY,
                starts[bucket + 1] - from,
                HashBlock.ENTRY,
                reader);
        while (walk.next()) {
            if (reader.hasName(name)) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = reader.offset();
            }
        }
        return Arrays.copyOf(found, count);
    }

    /**
     * Gives all symbols with a name, as {@link #offsetsOf}.
     *
     * @param name the name, byte for byte
     * @throws IOException if the table or a record is damaged, or the file cannot be read
     */
    public List<Symbol> find(Name name) throws IOException {
        List<Symbol> symbols = new ArrayList<>();
        for (long offset : offsetsOf(name)) {
            reader.moveTo(offset);
            symbols.add(reader.decode());
        }
        return symbols;
    }
}
