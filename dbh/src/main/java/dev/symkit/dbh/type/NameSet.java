// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A set of names as 64-bit digests, so that a million of them fit a few megabytes. Two names with one digest count as one; among ten million
 * names that is to be expected once in 300,000 sets. Confined to one thread.
 */
final class NameSet {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_SLOTS = 1 << 8;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int SHIFT = 29;

    private long[] slots = new long[FIRST_SLOTS];
    private int size;

    /** The digest of a name. Never 0. */
    static long digest(byte[] bytes, int from, int length) {
        long hash = length * MULTIPLIER;
        int at = from;
        int end = from + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = (rest << Byte.SIZE) | (bytes[at] & 0xFF);
        }
        return other(hash ^ rest, 0);
    }

    /** The digest of the same name in another role; equal for equal names and roles only. Never 0. */
    static long other(long digest, int role) {
        long hash = mixed(digest + role);
        return hash == 0 ? 1 : hash;
    }

    private static long mixed(long value) {
        long hash = value * MULTIPLIER;
        return (hash ^ (hash >>> SHIFT)) * MULTIPLIER;
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
