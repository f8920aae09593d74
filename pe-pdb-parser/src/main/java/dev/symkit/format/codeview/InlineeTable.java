// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds where the source of an inlined function begins, by its id. Ids are compared as stored, also those with bit 31. Layout: {@link
 * InlineeReader}.
 *
 * <p>Entries are numbered from 0 in the order of unsigned ids. Immutable, thread-safe.
 */
public final class InlineeTable {
    /** Given when there is no such id. */
    public static final int NONE = -1;

    private static final int FEW = 16;

    /** Bound of one module, our choice. */
    private static final int MAX_ENTRIES = 1 << 22;

    /** Id in the high half, number in {@link #places} in the low half; ordered. */
    private final long[] ids;

    /** File in the low half, line in the high half, in the order of the module. */
    private final long[] places;

    private InlineeTable(long[] ids, long[] places) {
        this.ids = ids;
        this.places = places;
    }

    /**
     * Reads all inlinee lines of a module.
     *
     * @param stream the module stream
     * @param start offset of the first C13 subsection
     * @param end offset of the first byte after the last one
     * @throws dev.symkit.format.io.FormatException as {@link InlineeReader#next}, and {@code LIMIT} if there are more than 4,194,304
     * @throws IOException if the file cannot be read
     */
    public static InlineeTable read(RandomBytes stream, long start, long end) throws IOException {
        InlineeReader reader = new InlineeReader(stream, start, end);
        long[] ids = new long[FEW];
        long[] places = new long[FEW];
        int count = 0;
        while (reader.next()) {
            if (count == ids.length) {
                if (count == MAX_ENTRIES) {
                    throw reader.limit("the module has more than " + MAX_ENTRIES + " inlinees");
                }
                ids = Arrays.copyOf(ids, count * 2);
                places = Arrays.copyOf(places, count * 2);
            }
            // The id is shifted to signed order, so that the sort below is one of unsigned ids.
            ids[count] = (long) (reader.id() ^ Integer.MIN_VALUE) << 32 | count;
            places[count] = reader.line() << 32 | reader.fileOffset();
            count++;
        }
        Arrays.sort(ids, 0, count);
        return new InlineeTable(Arrays.copyOf(ids, count), Arrays.copyOf(places, count));
    }

    /** Number of entries. */
    public int size() {
        return ids.length;
    }

    /**
     * Finds an id.
     *
     * @param id as stored
     * @return the number of its first entry in the order of the module, or {@link #NONE}
     */
    public int find(int id) {
        int at = Arrays.binarySearch(ids, (long) (id ^ Integer.MIN_VALUE) << 32);
        int first = at >= 0 ? at : -at - 1;
        return first < ids.length && id(first) == id ? first : NONE;
    }

    /** Id of an entry, as stored. */
    public int id(int entry) {
        return (int) (ids[entry] >> 32) ^ Integer.MIN_VALUE;
    }

    /** Place of an entry's source file in the data of the checksum subsection: see {@link Checksums#at}. */
    public long fileOffset(int entry) {
        return places[(int) ids[entry]] & 0xFFFFFFFFL;
    }

    /** Line where an entry's function begins, unsigned 32-bit. */
    public long line(int entry) {
        return places[(int) ids[entry]] >>> 32;
    }
}
