// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the hash table that {@link HashBlock} reads, with 4096 buckets. In a bucket shorter names come first, names of equal length by
 * their bytes, in lower case if both are ASCII: readers of the original kind stop where a larger one comes. Source: microsoft-pdb, {@code
 * PDB/dbi/gsi.cpp}.
 */
final class HashBlockBuilder {
    private static final int BUCKETS = 0x1000;
    private static final int WORDS = (BUCKETS + 1 + 31) / 32;
    private static final int CELL = 12;

    private static final Comparator<Entry> ORDER = Comparator.comparingInt(Entry::bucket)
            .thenComparingInt(entry -> entry.name().size())
            .thenComparing(Entry::name, HashBlockBuilder::compareEqualLengths)
            .thenComparingLong(Entry::at);

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(int bucket, Name name, long at) {}

    void add(long at, Name name) {
        byte[] bytes = name.toByteArray();
        entries.add(new Entry(HashBlock.bucketOf(bytes, BUCKETS), name, at));
    }

    static int compareEqualLengths(Name first, Name second) {
        boolean ascii = isAscii(first) && isAscii(second);
        for (int i = 0; i < first.size(); i++) {
            int difference =
                    ascii ? lower(first.byteAt(i)) - lower(second.byteAt(i)) : first.byteAt(i) - second.byteAt(i);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static boolean isAscii(Name name) {
        for (int i = 0; i < name.size(); i++) {
            if (name.byteAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }

    void encode(LittleEndianWriter out) {
        List<Entry> sorted = entries.stream().sorted(ORDER).toList();
        int[] bits = new int[WORDS];
        LittleEndianWriter starts = new LittleEndianWriter();
        int last = -1;
        for (int i = 0; i < sorted.size(); i++) {
            int bucket = sorted.get(i).bucket();
            if (bucket != last) {
                bits[bucket / 32] |= 1 << bucket;
                starts.u32((long) i * CELL);
                last = bucket;
            }
        }
        out.u32(-1).u32(HashBlock.VERSION).u32((long) sorted.size() * HashBlock.ENTRY);
        out.u32(sorted.isEmpty() ? 0 : WORDS * 4L + starts.size());
        for (Entry entry : sorted) {
            out.u32(entry.at() + 1).u32(1);
        }
        if (!sorted.isEmpty()) {
            for (int word : bits) {
                out.u32(word);
            }
            out.bytes(starts);
        }
    }
}
