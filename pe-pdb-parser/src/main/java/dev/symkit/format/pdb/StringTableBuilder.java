// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a string table, version 1, that {@link StringTable} reads: byte for byte what linkers make of the same strings in the same order.
 *
 * <p>Layout: see {@link StringTable}. A string goes into the first free bucket from its hash modulo the buckets on; when more than three
 * quarters are in use there become {@code n * 3 / 2 + 1} of them and the strings move in the order of their buckets. Source:
 * microsoft-pdb, {@code PDB/include/nmt.h}. Confined to one thread.
 */
public final class StringTableBuilder {
    private static final int MAGIC = 0xEFFEEFFE;
    private static final int VERSION = 1;

    private final LittleEndianWriter strings = new LittleEndianWriter().u8(0);
    private final Map<Name, Integer> offsets = new HashMap<>();
    private final Map<Integer, Integer> hashes = new HashMap<>();
    private int[] buckets = new int[1];

    /** Adds a string if it is not there yet, and gives its offset; that of the empty string is 0. */
    public int add(Name text) {
        if (text.isEmpty()) {
            return 0;
        }
        Integer known = offsets.get(text);
        return known != null ? known : addNew(text);
    }

    private int addNew(Name text) {
        int offset = strings.size();
        strings.nulTerminated(text);
        offsets.put(text, offset);
        byte[] bytes = text.toByteArray();
        hashes.put(offset, PdbHash.hashV1(bytes, 0, bytes.length));
        place(offset);
        if (buckets.length * 3L / 4 < offsets.size()) {
            int[] old = buckets;
            buckets = new int[(int) (old.length * 3L / 2 + 1)];
            for (int each : old) {
                if (each != 0) {
                    place(each);
                }
            }
        }
        return offset;
    }

    private void place(int offset) {
        int bucket = Integer.remainderUnsigned(hashes.getOrDefault(offset, 0), buckets.length);
        while (buckets[bucket] != 0) {
            bucket = (bucket + 1) % buckets.length;
        }
        buckets[bucket] = offset;
    }

    /** Writes the table. */
    public void encode(LittleEndianWriter out) {
        out.u32(MAGIC).u32(VERSION).u32(strings.size()).bytes(strings).u32(buckets.length);
        for (int offset : buckets) {
            out.u32(offset);
        }
        out.u32(offsets.size());
    }
}
