// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * An address map of a rearranged image: records of u32 RVA, u32 RVA it moved to, sorted by the first. Source: the debug types
 * OMAP_TO_SRC and OMAP_FROM_SRC as documented. Immutable.
 */
public final class OmapTable {
    /** Targets from here on lie in no image; rewriting tools use them for removed bytes, as they do 0 (observed). */
    private static final long REMOVED = 0x80000000L;

    private static final int SIZE = 8;

    private final Records records;

    private OmapTable(Records records) {
        this.records = records;
    }

    /**
     * Takes the whole records of a window; a rest is ignored.
     *
     * @param in the records
     * @throws FormatException not for any content
     */
    public static OmapTable decode(ByteCursor in) throws FormatException {
        return new OmapTable(Records.of(in, SIZE));
    }

    /** Number of records. */
    public int size() {
        return records.count();
    }

    /** The address a record starts at, unsigned 32-bit. */
    public long rva(int index) {
        return records.u32(index, 0);
    }

    /** Where that address lies on the other side; 0, or bit 31 set, if nowhere. */
    public long target(int index) {
        return records.u32(index, 4);
    }

    /**
     * Translates an address.
     *
     * @param rva address on this side
     * @return address on the other side, or -1 if it has none
     */
    public long translate(long rva) {
        int index = records.floor(rva);
        return index < 0 || target(index) == 0 || target(index) >= REMOVED ? -1 : target(index) + (rva - rva(index));
    }
}
