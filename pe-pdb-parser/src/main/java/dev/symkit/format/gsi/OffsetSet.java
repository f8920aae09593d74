// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Offsets of records, which are multiples of four, in ascending order. Takes room only for the parts of the stream that have some.
 * Confined to one thread.
 */
final class OffsetSet {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PART_BITS = 16;
    private static final int PART_WORDS = (1 << PART_BITS) / 4 / Long.SIZE;
    private static final int BATCH = 1 << 13;

    private final long[] @Nullable [] parts;
    private int word = -1;
    private long bits;

    private OffsetSet(long size) {
        parts = new long[(int) ((size >>> PART_BITS) + 1)][];
    }

    /** Collects what a hash table names. */
    static OffsetSet of(HashBlock table, long recordsSize) throws IOException {
        OffsetSet set = new OffsetSet(Math.min(recordsSize, 1L << Integer.SIZE));
        byte[] entries = new byte[(int) Math.min(BATCH, table.count()) * HashBlock.ENTRY];
        for (long done = 0; done < table.count(); done += BATCH) {
            int length = (int) Math.min(BATCH, table.count() - done) * HashBlock.ENTRY;
            long from = table.entriesAt() + done * HashBlock.ENTRY;
            table.stream().read(from, entries, 0, length);
            for (int at = 0; at < length; at += HashBlock.ENTRY) {
                long offset = Integer.toUnsignedLong((int) INT.get(entries, at)) - 1;
                if (offset < 0 || offset >= recordsSize || offset % 4 != 0) {
                    throw new FormatException(
                            FormatException.Kind.BAD_VALUE,
                            table.stream().origin().plus(from + at),
                            "an entry of the hash table names no record: offset " + offset + " of " + recordsSize);
                }
                set.add(offset);
            }
        }
        return set;
    }

    private void add(long offset) {
        int part = (int) (offset >>> PART_BITS);
        long[] words = parts[part];
        if (words == null) {
            words = new long[PART_WORDS];
            parts[part] = words;
        }
        int bit = (int) (offset & ((1 << PART_BITS) - 1)) / 4;
        words[bit / Long.SIZE] |= 1L << bit;
    }

    private long wordAt(int index) {
        return Objects.requireNonNull(parts[index / PART_WORDS])[index % PART_WORDS];
    }

    /** Gives the next offset, or -1 after the last one. */
    long next() {
        while (bits == 0) {
            word++;
            if (word % PART_WORDS == 0 && !toPart()) {
                return -1;
            }
            bits = wordAt(word);
        }
        int bit = Long.numberOfTrailingZeros(bits);
        bits &= bits - 1;
        return ((long) word * Long.SIZE + bit) * 4;
    }

    private boolean toPart() {
        int part = word / PART_WORDS;
        while (part < parts.length && parts[part] == null) {
            part++;
        }
        boolean found = part < parts.length;
        word = part * PART_WORDS - (found ? 0 : 1); // the end is found again when asked again
        return found;
    }
}
