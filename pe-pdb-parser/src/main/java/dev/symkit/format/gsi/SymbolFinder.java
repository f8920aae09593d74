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
        return offsetsOf(name, false);
    }

    /**
     * Gives the offsets of all records whose name is this one but for the case of ASCII letters, which the hash does not tell apart; in the
     * order of the table.
     *
     * @return empty if there is none
     * @throws IOException if the table or a record is damaged, or the file cannot be read
     */
    public long[] offsetsIgnoringCase(Name name) throws IOException {
        return offsetsOf(name, true);
    }

    private long[] offsetsOf(Name name, boolean ignoreCase) throws IOException {
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
            if (ignoreCase ? hasNameIgnoringCase(name) : reader.hasName(name)) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = reader.offset();
            }
        }
        return Arrays.copyOf(found, count);
    }

    private boolean hasNameIgnoringCase(Name name) throws IOException {
        if (reader.nameStart() < 0 || reader.nameLength() != name.size()) {
            return false;
        }
        int same = 0;
        while (same < name.size()
                && lower(reader.buffer()[reader.nameStart() + same] & 0xFF) == lower(name.byteAt(same))) {
            same++;
        }
        return same == name.size();
    }

    private static int lower(int letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
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
