// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Tells which module an address comes from. Holds the section contributions that have bytes, sorted by address: 16 bytes of memory for
 * each. Immutable, thread-safe.
 */
public final class ContributionIndex {
    private static final int FIRST_CAPACITY = 1024;

    /** Section in bits 32 to 47, offset below; ascending. */
    private long[] starts = new long[FIRST_CAPACITY];

    private int[] sizes = new int[FIRST_CAPACITY];
    private char[] modules = new char[FIRST_CAPACITY];
    private int count;

    private ContributionIndex() {}

    /** Reads all contributions. */
    static ContributionIndex read(ContributionWalk walk) throws IOException {
        ContributionIndex index = new ContributionIndex();
        boolean sorted = true;
        while (walk.next()) {
            if (walk.size() > 0) {
                long start = (long) walk.section() << 32 | walk.offset();
                sorted &= index.count == 0 || start >= index.starts[index.count - 1];
                index.add(start, walk.size(), walk.module());
            }
        }
        if (!sorted) {
            index.sort();
        }
        return index;
    }

    private void add(long start, int size, int module) {
        if (count == starts.length) {
            int capacity = count + (count >> 1);
            starts = Arrays.copyOf(starts, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
            modules = Arrays.copyOf(modules, capacity);
        }
        starts[count] = start;
        sizes[count] = size;
        modules[count] = (char) module;
        count++;
    }

    /** Linkers sort them; this is for files that are not sorted all the same. Merges runs of growing length. */
    private void sort() {
        int[] order = new int[count];
        int[] merged = new int[count];
        Arrays.setAll(order, i -> i);
        for (long run = 1; run < count; run *= 2) {
            for (long from = 0; from < count; from += 2 * run) {
                int middle = (int) Math.min(count, from + run);
                merge(order, merged, (int) from, middle, (int) Math.min(count, from + 2 * run));
            }
            int[] done = merged;
            merged = order;
            order = done;
        }
        long[] sortedStarts = new long[count];
        int[] sortedSizes = new int[count];
        char[] sortedModules = new char[count];
        for (int i = 0; i < count; i++) {
            sortedStarts[i] = starts[order[i]];
            sortedSizes[i] = sizes[order[i]];
            sortedModules[i] = modules[order[i]];
        }
        starts = sortedStarts;
        sizes = sortedSizes;
        modules = sortedModules;
    }

    private void merge(int[] from, int[] into, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right >= end || starts[from[left]] <= starts[from[right]]);
            into[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    /** Number of contributions that have bytes. */
    public int count() {
        return count;
    }

    /**
     * Finds the module that an address comes from.
     *
     * @param section number of the section, from 1
     * @param offset bytes from the start of the section, unsigned 32-bit
     * @return index of the module, from 0; empty if no contribution covers the address
     */
    public OptionalInt module(int section, long offset) {
        long address = (long) section << 32 | offset;
        int found = lastNotAfter(address);
        return found >= 0 && address - starts[found] < sizes[found] && section == starts[found] >>> 32
                ? OptionalInt.of(modules[found])
                : OptionalInt.empty();
    }

    private int lastNotAfter(long address) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= address) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
