// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.format.pdb.PdbHash;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * A hash table of symbols by name.
 *
 * <p>Layout, little-endian: u32 0xFFFFFFFF, u32 0xF12F091A, u32 bytes of the entries, u32 bytes of the buckets; entries of u32 offset of
 * the record + 1 and u32 reference count, sorted by bucket; then, unless there are no bytes of buckets, one bit for each bucket and one
 * more, padded to 32 bits, and for each bit set the u32 number of its first entry times 12. There are 4096 buckets, in mini PDBs
 * 0x3FFFF. The bucket of a name is its hash modulo the number of buckets, of which the low 16 bits count (observed in mini PDBs). Old form: no header, the entries, then 4097 of i32 number of the first entry times 12, -1 for an empty bucket. Source:
 * microsoft-pdb, {@code PDB/dbi/gsi.cpp}.
 *
 * @param stream what the table lies in
 * @param entriesAt offset of the first entry
 * @param count number of entries
 * @param bucketsAt offset of what lies behind the entries
 * @param bucketsSize its bytes
 * @param buckets number of buckets
 * @param old whether it has the old form
 */
record HashBlock(
        RandomBytes stream, long entriesAt, long count, long bucketsAt, long bucketsSize, int buckets, boolean old) {
    static final int ENTRY = 8;

    private static final int HEADER = 16;
    static final int VERSION = 0xF12F091A;
    private static final int USUAL_BUCKETS = 0x1000;
    private static final int MINI_BUCKETS = 0x3FFFF;
    private static final int CELL = 12; // size of an entry in the memory of a 32-bit linker
    private static final int OLD_BUCKETS_SIZE = (USUAL_BUCKETS + 1) * 4;

    /** Reads the header of a table; no bytes are an empty table. */
    static HashBlock read(RandomBytes stream, long start, long size, boolean mini) throws IOException {
        if (size == 0) {
            return new HashBlock(stream, start, 0, start, 0, USUAL_BUCKETS, false);
        }
        if (stream.cursor(start, Math.min(4, size)).i32() != -1) {
            return readOld(stream, start, size);
        }
        ByteCursor in = stream.cursor(start, Math.min(HEADER, size));
        in.skip(4);
        int version = in.i32();
        if (version == -1 && size == OLD_BUCKETS_SIZE) {
            return readOld(stream, start, size); // nothing but empty buckets
        }
        if (version != VERSION) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin().plus(start + 4),
                    String.format(Locale.ROOT, "hash table of unknown version 0x%08X", version));
        }
        long entries = in.u32();
        long behind = in.u32();
        if (entries % ENTRY != 0 || entries + behind > size - HEADER) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin().plus(start + 8),
                    "a hash table of " + entries + " + " + behind + " bytes does not fit the " + size + " bytes");
        }
        long at = start + HEADER;
        return new HashBlock(
                stream, at, entries / ENTRY, at + entries, behind, mini ? MINI_BUCKETS : USUAL_BUCKETS, false);
    }

    private static HashBlock readOld(RandomBytes stream, long start, long size) throws FormatException {
        long entries = size - OLD_BUCKETS_SIZE;
        if (entries < 0 || entries % ENTRY != 0) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin().plus(start),
                    size + " bytes are no hash table, neither with header nor without");
        }
        return new HashBlock(stream, start, entries / ENTRY, start + entries, OLD_BUCKETS_SIZE, USUAL_BUCKETS, true);
    }

    /**
     * Number of the first entry of each bucket, which ends where the next one starts; one more number ends the last bucket. Without
     * buckets in the file, all entries are in one.
     */
    int[] starts() throws IOException {
        if (count > Integer.MAX_VALUE) {
            throw new FormatException(
                    FormatException.Kind.LIMIT, stream.origin().plus(entriesAt), count + " symbols are too many");
        }
        if (bucketsSize == 0) {
            return new int[] {0, (int) count};
        }
        int[] starts = new int[buckets + 1];
        Arrays.fill(starts, -1);
        ByteCursor in = stream.cursor(bucketsAt, bucketsSize);
        if (old) {
            for (int bucket = 0; bucket < buckets; bucket++) {
                starts[bucket] = in.rest().i32() == -1 ? skip(in) : start(in);
            }
        } else {
            ByteCursor bits = in.slice((buckets + 1 + 31) / 32 * 4);
            int word = 0;
            for (int bucket = 0; bucket < buckets; bucket++) {
                word = bucket % 32 == 0 ? bits.i32() : word >>> 1;
                if ((word & 1) != 0) {
                    starts[bucket] = start(in);
                }
            }
        }
        return joined(starts);
    }

    private static int skip(ByteCursor in) throws FormatException {
        in.skip(4);
        return -1;
    }

    private int start(ByteCursor in) throws FormatException {
        var where = in.origin();
        long value = in.u32();
        if (value % CELL != 0 || value / CELL > count) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE, where, "a bucket starts at " + value + " of " + count * CELL);
        }
        return (int) (value / CELL);
    }

    /** Lets empty buckets start where the next one does. */
    private int[] joined(int[] starts) throws FormatException {
        int next = (int) count;
        starts[buckets] = next;
        for (int bucket = buckets - 1; bucket >= 0; bucket--) {
            if (starts[bucket] > next) {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        stream.origin().plus(bucketsAt),
                        "bucket " + bucket + " starts at entry " + starts[bucket] + ", behind the next one");
            }
            next = starts[bucket] < 0 ? next : starts[bucket];
            starts[bucket] = next;
        }
        return starts;
    }

    /** The bucket of a name, for as many buckets as {@link #starts()} gives. */
    static int bucketOf(byte[] name, int buckets) {
        return Integer.remainderUnsigned(PdbHash.hashV1(name, 0, name.length), buckets) & 0xFFFF;
    }

    SymbolWalk inRecordOrder(SymbolRecords records) throws IOException {
        return SymbolWalk.inOrder(stream, OffsetSet.of(this, records.stream().size()), records.inOrder());
    }

    SymbolWalk inHashOrder(SymbolRecords records) throws IOException {
        return SymbolWalk.of(stream, entriesAt, count, ENTRY, records.inAnyOrder());
    }
}
