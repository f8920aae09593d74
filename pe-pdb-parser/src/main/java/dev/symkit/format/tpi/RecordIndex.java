// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds records by index. Uses the pairs of the hash stream as long as each that is used leads exactly to the next one; else
 * the offsets of every eighth record, collected in one walk. Thread-safe: guarded by itself.
 */
final class RecordIndex {
    private static final int STEP = 8;

    private final RandomBytes records;
    private final TpiHeader header;
    /** Ordinals and offsets of the pairs, unsigned 32-bit; no pairs if they are not to be trusted. */
    private int[] ordinals = {};

    private int[] offsets = {};
    private final BitSet checked = new BitSet();
    /** Offset of every eighth record from the first one, unsigned 32-bit; empty until it is needed. */
    private int[] table = {};

    /** What ended the walk that made the table before the last record; the table has what comes before it. */
    private @Nullable FormatException damage;

    RecordIndex(RandomBytes records, TpiHeader header) {
        this.records = records;
        this.header = header;
    }

    /**
     * Takes the pairs over if they can be right.
     *
     * @param pairOrdinals type indices, counted from the first one
     * @param pairOffsets offsets from the first record
     */
    synchronized void pairs(int[] pairOrdinals, int[] pairOffsets) {
        boolean right = pairOrdinals.length > 0 && pairOrdinals[0] == 0 && pairOffsets[0] == 0;
        for (int i = 1; right && i < pairOrdinals.length; i++) {
            right = Integer.compareUnsigned(pairOrdinals[i - 1], pairOrdinals[i]) < 0
                    && Integer.compareUnsigned(pairOffsets[i - 1], pairOffsets[i]) < 0
                    && Integer.toUnsignedLong(pairOrdinals[i]) < header.count()
                    && Integer.toUnsignedLong(pairOffsets[i]) < header.recordBytes();
        }
        ordinals = right ? pairOrdinals : new int[0];
        offsets = right ? pairOffsets : new int[0];
    }

    /** Gives a reader whose next record has the index. */
    TypeReader readerAt(long index) throws IOException {
        long ordinal = index - header.firstIndex();
        TypeReader reader = start(ordinal);
        while (reader.typeIndex() < index - 1) {
            if (!reader.next()) {
                throw ended(reader.typeIndex() + 1);
            }
        }
        return reader;
    }

    /** Gives a reader before the first record. */
    TypeReader walk() {
        return reader(0, 0);
    }

    private synchronized TypeReader start(long ordinal) throws IOException {
        if (ordinals.length > 0) {
            int found = Arrays.binarySearch(ordinals, (int) ordinal);
            int pair = found < 0 ? -found - 2 : found;
            if (isExact(pair)) {
                return reader(offsets[pair], ordinals[pair]);
            }
            ordinals = new int[0];
        }
        if (table.length == 0 && damage == null) {
            table = collect();
        }
        int entry = (int) (ordinal / STEP);
        FormatException reason = damage;
        if (reason != null && entry >= table.length) {
            throw reason;
        }
        return reader(table[entry], entry * (long) STEP);
    }

    private boolean isExact(int pair) throws IOException {
        if (checked.get(pair) || pair + 1 == ordinals.length) {
            return true;
        }
        TypeReader reader = reader(offsets[pair], ordinals[pair]);
        long wanted = header.size() + Integer.toUnsignedLong(offsets[pair + 1]);
        try {
            for (int left = ordinals[pair + 1] - ordinals[pair]; left > 0; left--) {
                if (!reader.next() || reader.offset() >= wanted) {
                    return false;
                }
            }
        } catch (FormatException notRecords) {
            return false;
        }
        if (reader.offset() + reader.length() != wanted) {
            return false;
        }
        checked.set(pair);
        return true;
    }

    /** Walks once; damage is remembered, so that look-ups of what comes after it do not walk again and again. */
    private int[] collect() throws IOException {
        int[] found = new int[(int) ((header.count() + STEP - 1) / STEP)];
        int entries = 0;
        TypeReader reader = reader(0, 0);
        try {
            for (long i = 0; i < header.count(); i++) {
                if (!reader.next()) {
                    throw ended(reader.typeIndex() + 1);
                }
                if (i % STEP == 0) {
                    found[entries++] = (int) (reader.offset() - header.size());
                }
            }
        } catch (FormatException e) {
            damage = e;
            return Arrays.copyOf(found, entries);
        }
        return found;
    }

    private TypeReader reader(int offset, long ordinal) {
        return new TypeReader(
                records,
                header.size() + Integer.toUnsignedLong(offset),
                header.size() + header.recordBytes(),
                header.firstIndex() + ordinal);
    }

    private FormatException ended(long index) {
        return new FormatException(
                FormatException.Kind.TRUNCATED,
                records.origin().plus(header.size() + header.recordBytes()),
                String.format(Locale.ROOT, "the records end before type 0x%X", index));
    }
}
