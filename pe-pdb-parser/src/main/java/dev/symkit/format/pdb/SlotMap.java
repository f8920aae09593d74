// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * The head of a hash map as it is stored: u32 entries, u32 slots, then two lists of bits (slots in use, slots whose entry was removed),
 * each u32 words and that many u32. The entries follow in the order of their slots. Source: microsoft-pdb, {@code PDB/include/map.h}.
 */
final class SlotMap {
    private SlotMap() {}

    /**
     * Passes over the head.
     *
     * @param in stands at the number of entries, and at the first entry afterwards
     * @param entrySize bytes of one entry
     * @return number of entries, all of which are left in the cursor
     */
    static int entries(ByteCursor in, int entrySize) throws FormatException {
        FormatException contradiction = in.error(FormatException.Kind.BAD_VALUE, "not a hash map");
        long count = in.u32();
        long capacity = in.u32();
        long used = 0;
        long words = in.u32();
        for (long i = 0; i < words; i++) {
            used += Integer.bitCount(in.i32());
        }
        in.skip(in.u32() * 4);
        if (used != count || count > capacity) {
            throw contradiction;
        }
        if (count > in.remaining() / entrySize) {
            throw in.error(
                    FormatException.Kind.TRUNCATED, count + " entries do not fit in " + in.remaining() + " bytes");
        }
        return (int) count;
    }
}
