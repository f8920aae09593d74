// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

/**
 * Numbers, the least first by an order of the caller's, four bytes each. Making it takes time in proportion to their count, taking
 * one out to the logarithm of it. Confined to one thread.
 */
final class IntHeap {
    private final int[] items;
    private final Order order;
    private int size;

    /** An order of numbers. */
    interface Order {
        /** Whether {@code one} comes before {@code other}. */
        boolean before(int one, int other);
    }

    /** A heap of the first {@code size} items of an array, which it takes over. */
    IntHeap(int[] items, int size, Order order) {
        this.items = items;
        this.size = size;
        this.order = order;
        for (int at = size / 2 - 1; at >= 0; at--) {
            sink(at);
        }
    }

    /** A heap of the numbers from 0 on. */
    static IntHeap upTo(int count, Order order) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return new IntHeap(numbers, count, order);
    }

    /** Sorts the first {@code count} items of an array in place. */
    static void sort(int[] items, int count, Order order) {
        IntHeap heap = new IntHeap(items, count, (late, early) -> order.before(early, late));
        for (int last = count - 1; last > 0; last--) {
            items[last] = heap.take(); // the heap has just given up that place
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Takes the least item out. */
    int take() {
        int least = items[0];
        items[0] = items[--size];
        sink(0);
        return least;
    }

    private void sink(int start) {
        int at = start;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && order.before(items[child + 1], items[child])) {
                child++;
            }
            if (!order.before(items[child], items[at])) {
                return;
            }
            int moved = items[at];
            items[at] = items[child];
            items[child] = moved;
            at = child;
        }
    }
}
