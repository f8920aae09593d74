// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

/** Hash buckets of ordinals in two arrays: the ordinal added last comes first. Confined to one thread while it is filled. */
final class Chains {
    /** Ordinals looked at in one bucket before it counts as damaged. */
    static final int LONGEST = 1 << 12;

    private final int[] heads;
    private final int[] next;

    Chains(int buckets, int ordinals) {
        heads = new int[buckets];
        next = new int[ordinals];
    }

    int bucketOf(int hash) {
        return Integer.remainderUnsigned(hash, heads.length);
    }

    void add(int bucket, int ordinal) {
        next[ordinal] = heads[bucket];
        heads[bucket] = ordinal + 1;
    }

    /** The first ordinal of a bucket, or -1. */
    int first(int bucket) {
        return heads[bucket] - 1;
    }

    /** The ordinal after another, or -1. */
    int after(int ordinal) {
        return next[ordinal] - 1;
    }

    /** Makes an ordinal the first of its bucket, if it is in it. */
    void moveToFront(int bucket, int ordinal) {
        int before = first(bucket);
        for (int steps = 0; before >= 0 && steps < LONGEST; steps++) {
            if (after(before) == ordinal) {
                next[before] = next[ordinal];
                add(bucket, ordinal);
                return;
            }
            before = after(before);
        }
    }
}
