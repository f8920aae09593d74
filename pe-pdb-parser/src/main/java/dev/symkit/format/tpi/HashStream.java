// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hash stream of TPI or IPI: values by type, pairs for access by index, and adjusters. A part that does not fit the stream or
 * the types counts as absent, because everything in it can be had from the records. Immutable.
 *
 * @param bytes the stream, empty if there is none
 */
record HashStream(TpiHeader header, RandomBytes bytes) {
    private static final int CHUNK = 1 << 16;
    private static final int PAIR = 8;
    private static final int WIDE_KEY = 4;
    private static final int NARROW_KEY = 2;
    /** Well above the 0x40000 that the linker allows. */
    private static final int MOST_BUCKETS = 1 << 20;

    /** Our choice: 32 MiB; PDBs of 350 MB have 1.6 million types. */
    private static final int MOST_ORDINALS = 1 << 23;

    /** Whether there is a value for every type. */
    boolean hasValues() {
        long key = header.hashKeySize();
        return (key == WIDE_KEY || key == NARROW_KEY)
                && header.bucketCount() > 0
                && header.bucketCount() <= MOST_BUCKETS
                && header.count() > 0
                && header.hashValues().length() == header.count() * key
                && header.hashValues().fits(bytes.size());
    }

    /** Gives the value of a type; only if there are values. */
    long value(long ordinal) throws IOException {
        int key = (int) header.hashKeySize();
        ByteCursor in = bytes.cursor(header.hashValues().offset() + ordinal * key, key);
        return key == WIDE_KEY ? in.u32() : in.u16();
    }

    /** Gives the buckets, or empty if there are no values, one is no bucket, or there are too many. */
    Optional<Chains> chains() throws IOException {
        if (!hasValues() || header.count() > MOST_ORDINALS) {
            return Optional.empty();
        }
        Chains chains = new Chains((int) header.bucketCount(), (int) header.count());
        try {
            if (!fill(chains)) {
                return Optional.empty();
            }
            for (int first : firsts()) {
                chains.moveToFront((int) value(first), first);
            }
        } catch (FormatException damaged) {
            return Optional.empty();
        }
        return Optional.of(chains);
    }

    private boolean fill(Chains chains) throws IOException {
        int key = (int) header.hashKeySize();
        long from = header.hashValues().offset();
        long end = from + header.hashValues().length();
        int ordinal = 0;
        while (from < end) {
            int size = (int) Math.min(CHUNK, end - from);
            ByteCursor in = bytes.cursor(from, size);
            while (in.remaining() > 0) {
                long bucket = key == WIDE_KEY ? in.u32() : in.u16();
                if (bucket >= header.bucketCount()) {
                    return false;
                }
                chains.add((int) bucket, ordinal++);
            }
            from += size;
        }
        return true;
    }

    /**
     * Gives the ordinals that come first in their buckets. Map: u32 entries, u32 capacity, u32 words, words of bits, u32 words, words
     * of bits; entries of u32 name, u32 type.
     */
    List<Integer> firsts() throws IOException {
        TpiHeader.Part part = header.hashAdjusters();
        if (part.length() == 0 || !part.fits(bytes.size()) || part.length() > header.recordBytes()) {
            return List.of();
        }
        List<Integer> firsts = new ArrayList<>();
        try {
            ByteCursor in = bytes.cursor(part.offset(), part.length());
            long count = in.u32();
            in.skip(4);
            in.skip(in.u32() * 4);
            in.skip(in.u32() * 4);
            for (long i = 0; i < count; i++) {
                in.skip(4);
                long ordinal = in.u32() - header.firstIndex();
                if (ordinal >= 0 && ordinal < header.count()) {
                    firsts.add((int) ordinal);
                }
            }
        } catch (FormatException damaged) {
            return firsts; // the order of equal names is all that is lost
        }
        return firsts;
    }

    /** Hands the pairs over, if there are any that fit. */
    void pairsTo(RecordIndex index) throws IOException {
        TpiHeader.Part part = header.indexOffsets();
        long count = part.length() / PAIR;
        if (count == 0 || count > header.count() || !part.fits(bytes.size())) {
            return;
        }
        try {
            ByteCursor in = bytes.cursor(part.offset(), count * PAIR);
            int[] ordinals = new int[(int) count];
            int[] offsets = new int[(int) count];
            for (int i = 0; i < count; i++) {
                ordinals[i] = (int) (in.u32() - header.firstIndex());
                offsets[i] = in.i32();
            }
            index.pairs(ordinals, offsets);
        } catch (FormatException damaged) {
            return; // the records can be walked
        }
    }
}
