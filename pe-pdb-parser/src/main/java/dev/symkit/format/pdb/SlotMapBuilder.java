// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.LittleEndianWriter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the hash map that {@link SlotMap} reads, slot for slot as linkers do: linear probing from the hash modulo the slots; when two
 * thirds are in use it grows and the entries move in the order of their slots. Source: microsoft-pdb, {@code PDB/include/map.h}.
 */
final class SlotMapBuilder {
    private @Nullable Entry[] slots = new Entry[1];
    private int count;

    private record Entry(int hash, long key, long value) {}

    void add(int hash, long key, long value) {
        place(new Entry(hash, key, value));
        count++;
        int most = slots.length * 2 / 3 + 1;
        if (count >= most) {
            @Nullable Entry[] old = slots;
            slots = new Entry[2 * most];
            for (Entry entry : old) {
                if (entry != null) {
                    place(entry);
                }
            }
        }
    }

    private void place(Entry entry) {
        int slot = Integer.remainderUnsigned(entry.hash(), slots.length);
        while (slots[slot] != null) {
            slot = (slot + 1) % slots.length;
        }
        slots[slot] = entry;
    }

    void encode(LittleEndianWriter out) {
        int words = 0;
        int[] present = new int[(slots.length + 31) / 32];
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] != null) {
                present[slot / 32] |= 1 << slot;
                words = slot / 32 + 1;
            }
        }
        out.u32(count).u32(slots.length).u32(words);
        for (int i = 0; i < words; i++) {
            out.u32(present[i]);
        }
        out.u32(0);
        for (Entry entry : slots) {
            if (entry != null) {
                out.u32(entry.key()).u32(entry.value());
            }
        }
    }
}
