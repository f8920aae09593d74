// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.codeview.SymbolBytes;
import dev.symkit.format.pdb.PdbHash;
import dev.symkit.testkit.LittleEndian;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Builds the symbol record stream and the streams that index it. */
final class GsiBuilder {
    static final int BUCKETS = 0x1000;
    static final int MINI_BUCKETS = 0x3FFFF;

    private final LittleEndian records = new LittleEndian();
    private final List<Entry> entries = new ArrayList<>();
    private final int buckets;

    private record Entry(int bucket, long offset, long references) {}

    GsiBuilder(int buckets) {
        this.buckets = buckets;
    }

    /** Adds a record and an entry for it; gives its offset. */
    long add(byte[] record, String name, long references) {
        long offset = records.size();
        records.bytes(record);
        byte[] bytes = name.getBytes(UTF_8);
        int bucket = Integer.remainderUnsigned(PdbHash.hashV1(bytes, 0, bytes.length), buckets) & 0xFFFF;
        entries.add(new Entry(bucket, offset, references));
        return offset;
    }

    long pub(int segment, long offset, String name) {
        return add(SymbolBytes.pub(segment, offset, name), name, 1);
    }

    byte[] records() {
        return records.toByteArray();
    }

    private LittleEndian entries() {
        entries.sort(Comparator.comparingInt(Entry::bucket));
        LittleEndian out = new LittleEndian();
        entries.forEach(entry -> out.u32(entry.offset() + 1).u32(entry.references()));
        return out;
    }

    private int firstOf(int bucket) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).bucket() == bucket) {
                return i;
            }
        }
        return -1;
    }

    /** The hash table as current linkers write it. */
    byte[] table() {
        byte[] list = entries().toByteArray();
        byte[] bits = new byte[(buckets + 1 + 31) / 32 * 4];
        LittleEndian starts = new LittleEndian();
        for (int bucket = 0; bucket < Math.min(buckets, 1 << 16); bucket++) {
            int first = firstOf(bucket);
            if (first >= 0) {
                bits[bucket / 8] |= (byte) (1 << bucket % 8);
                starts.u32(first * 12L);
            }
        }
        return new LittleEndian()
                .u32(0xFFFFFFFFL)
                .u32(0xF12F091AL)
                .u32(list.length)
                .u32(bits.length + starts.size())
                .bytes(list)
                .bytes(bits)
                .bytes(starts.toByteArray())
                .toByteArray();
    }

    /** The hash table as old linkers wrote it. */
    byte[] oldTable() {
        LittleEndian out = entries();
        for (int bucket = 0; bucket <= BUCKETS; bucket++) {
            int first = firstOf(bucket);
            out.u32(first < 0 ? 0xFFFFFFFFL : first * 12L);
        }
        return out.toByteArray();
    }

    /** A PSI stream with an address map, two thunks and one section. */
    static byte[] publics(byte[] table, long... map) {
        LittleEndian out = header(table.length, map.length * 4L, 2, 1).bytes(table);
        for (long offset : map) {
            out.u32(offset);
        }
        return out.u32(0x1111).u32(0x2222).u32(0x1000).u16(1).u16(0).toByteArray();
    }

    static LittleEndian header(long tableSize, long mapSize, long thunks, long sections) {
        return new LittleEndian()
                .u32(tableSize)
                .u32(mapSize)
                .u32(thunks)
                .u32(5)
                .u16(2)
                .u16(0)
                .u32(0x10)
                .u32(sections);
    }
}
