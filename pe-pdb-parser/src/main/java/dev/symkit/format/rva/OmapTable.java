// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.rva;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where addresses went when a tool rearranged an image after linking, in one of the two directions.
 *
 * <p>Entries of 8 bytes, little-endian, sorted by the first field: u32 RVA, u32 RVA in the other layout, or 0 if the bytes were removed.
 * An entry holds up to the next one. Source: the documentation of {@code imagehlp.h}, {@code OMAP}, and of the debug types
 * OMAP_TO_SRC and OMAP_FROM_SRC. Immutable, thread-safe.
 */
public final class OmapTable {
    private static final int BYTES = 8;

    /** Targets from here on lie in no image; rewriting tools use them for removed bytes, as they do 0 (observed). */
    private static final long REMOVED = 0x80000000L;

    private final RvaTable<Long> entries;

    private OmapTable(RvaTable<Long> entries) {
        this.entries = entries;
    }

    /**
     * Reads a stream.
     *
     * @throws FormatException {@code BAD_VALUE} if it is no whole number of entries or they are not sorted, {@code LIMIT} if it is
     *     too large
     * @throws IOException if the file cannot be read
     */
    public static OmapTable read(RandomBytes stream) throws IOException {
        RvaTable<Long> entries = RvaTable.read(stream, BYTES, OmapTable::target);
        if (!entries.isSorted()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE, stream.origin(), "OMAP entries are not sorted by address");
        }
        return new OmapTable(entries);
    }

    /**
     * Takes the whole entries of a window, sorted or not; a rest is ignored.
     *
     * @throws FormatException not for any content
     */
    public static OmapTable of(ByteCursor in) throws FormatException {
        return new OmapTable(RvaTable.of(in, BYTES, OmapTable::target));
    }

    private static Long target(ByteCursor in) throws FormatException {
        in.skip(4);
        return in.u32();
    }

    /** Number of entries. */
    public int count() {
        return entries.count();
    }

    /** RVA at which an entry starts to hold, unsigned 32-bit. */
    public long rva(int index) {
        return entries.rva(index);
    }

    /** RVA in the other layout, unsigned 32-bit; 0, or bit 31 set, if the bytes were removed. */
    public long target(int index) throws FormatException {
        return entries.get(index);
    }

    /**
     * Translates an address into the other layout.
     *
     * @param rva an RVA, unsigned 32-bit
     * @return empty if it lies before the first entry, or its bytes were removed
     * @throws FormatException never for a table that was read
     */
    public OptionalLong translate(long rva) throws FormatException {
        OptionalInt found = entries.floor(rva);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        long target = target(found.getAsInt());
        return target == 0 || target >= REMOVED
                ? OptionalLong.empty()
                : OptionalLong.of(target + (rva - rva(found.getAsInt())));
    }
}
