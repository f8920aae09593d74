// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.type;

/**
 * A set of names as 64-bit digests, so that a million of them fit a few megabytes. Two names with one digest count as one; among ten million
 * names that is to be expected once in 300,000 sets. Confined to one thread.
 */
final class NameSet {
    private static final int FIRST_SLOTS = 1 << 8;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int SHIFT = 29;

    private long[] slots = new long[FIRST_SLOTS];
    private int size;

    /** The digest of a name; names of two kinds, which the seed tells apart, have different ones. Never 0. */
    static long digest(byte[] bytes, int from, int length, int seed) {
        long hash = (seed * MULTIPLIER) + length;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i]) * MULTIPLIER;
            hash ^= hash >>> SHIFT;
        }
        return hash == 0 ? 1 : hash;
    }

    /** Adds a digest; false if it was there. */
    boolean add(long digest) {
        if (size * 2 >= slots.length) {
            grow();
        }
        int at = place(digest);
        if (slots[at] == digest) {
            return false;
        }
        slots[at] = digest;
        size++;
        return true;
    }

    /** Whether a digest was added. */
    boolean contains(long digest) {
        return slots[place(digest)] == digest;
    }

    private int place(long digest) {
        int at = ((int) ((digest * MULTIPLIER) >>> Integer.SIZE)) & (slots.length - 1);
        while (slots[at] != 0 && slots[at] != digest) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long digest : old) {
            if (digest != 0) {
                slots[place(digest)] = digest;
            }
        }
    }
}
