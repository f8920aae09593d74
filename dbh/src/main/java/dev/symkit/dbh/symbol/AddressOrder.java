// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.util.Arrays;

/**
 * The numbers of symbols in the order of their addresses: eight bytes for each. Numbers and distances have 32 bits. Filled by {@link #add},
 * then {@link #sort}ed once, then unchanged. Confined to one thread.
 */
public final class AddressOrder {
    /** What look-ups give if there is none. */
    public static final int NONE = -1;

    private static final long LOW = 0xFFFFFFFFL;

    private long[] keys = new long[64];
    private int count;

    /** Adds a symbol: its distance from the start of the module, and its number. */
    public void add(long rva, long number) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count + (count >> 1));
        }
        keys[count++] = key(rva, number);
    }

    /** Puts them in order. */
    public AddressOrder sort() {
        keys = Arrays.copyOf(keys, count);
        Arrays.sort(keys);
        return this;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The distance of one of them. */
    public long rva(int place) {
        return keys[place] >>> Integer.SIZE;
    }

    /** The number of one of them. */
    public long number(int place) {
        return keys[place] & LOW;
    }

    /** The place of the last one that starts at or before a distance, {@link #NONE} if there is none. */
    public int floor(long rva) {
        return first(key(rva, LOW) + 1) - 1;
    }

    /** The place of the first one behind a symbol, which need not be one of them, or {@link #NONE}. */
    public int after(long rva, long number) {
        int place = first(key(rva, number) + 1);
        return place < count ? place : NONE;
    }

    /** The place of the last one before a symbol, which need not be one of them, or {@link #NONE}. */
    public int before(long rva, long number) {
        return first(key(rva, number)) - 1;
    }

    /** The number of keys below one. */
    private int first(long key) {
        int at = Arrays.binarySearch(keys, 0, count, key);
        int found = at >= 0 ? at : -at - 1;
        while (found > 0 && found < count && keys[found - 1] == key) {
            found--;
        }
        return found;
    }

    private static long key(long rva, long number) {
        return rva << Integer.SIZE | (number & LOW);
    }
}
