// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import java.util.Arrays;

/**
 * Which data the streams of object files have shown, so that the index of globals does not show it again: some linkers write static data to
 * both. Remembers a 64-bit digest of place and name. Confined to one thread.
 */
final class StaticSet {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private long[] table = new long[64];
    private int count;

    /** Takes note of the record that a reader stands on. */
    void add(SymbolReader record, RecordFields fields) throws FormatException {
        if (count * 2 >= table.length) {
            grow();
        }
        if (insert(digest(record, fields))) {
            count++;
        }
    }

    /** Whether the same was added. */
    boolean has(SymbolReader record, RecordFields fields) throws FormatException {
        if (count == 0) {
            return false;
        }
        long digest = digest(record, fields);
        int at = slot(digest);
        while (table[at] != 0 && table[at] != digest) {
            at = (at + 1) & (table.length - 1);
        }
        return table[at] == digest;
    }

    private boolean insert(long digest) {
        int at = slot(digest);
        while (table[at] != 0 && table[at] != digest) {
            at = (at + 1) & (table.length - 1);
        }
        boolean fresh = table[at] == 0;
        table[at] = digest;
        return fresh;
    }

    private int slot(long digest) {
        return (int) (digest >>> Integer.SIZE) & (table.length - 1);
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        Arrays.stream(old).filter(digest -> digest != 0).forEach(this::insert);
    }

    /** Never 0. */
    private static long digest(SymbolReader record, RecordFields fields) throws FormatException {
        long digest = ((long) fields.section() << Integer.SIZE | fields.offset()) * FACTOR;
        int start = record.nameStart();
        for (int i = 0; i < record.nameLength(); i++) {
            digest = (digest ^ record.buffer()[start + i]) * FACTOR;
            digest ^= digest >>> Integer.SIZE;
        }
        return digest | 1;
    }
}
