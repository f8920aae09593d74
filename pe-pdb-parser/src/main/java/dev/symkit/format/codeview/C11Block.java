// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

/** A piece of code of one source file in old line numbers, with its rows. Layout: {@link C11Lines}. Immutable. */
public final class C11Block {
    private final int section;
    private final long first;
    private final long last;
    private final int[] offsets;
    private final int[] lines;

    C11Block(int section, long first, long last, int[] offsets, int[] lines) {
        this.section = section;
        this.first = first;
        this.last = last;
        this.offsets = offsets;
        this.lines = lines;
    }

    /** Section of the code, 1-based. */
    public int section() {
        return section;
    }

    /** Bytes from the start of the section to the first byte of code, unsigned 32-bit. */
    public long first() {
        return first;
    }

    /** Bytes from the start of the section to the last byte of code, which belongs to it; unsigned 32-bit. */
    public long last() {
        return last;
    }

    /** Number of rows. */
    public int size() {
        return offsets.length;
    }

    /** Bytes from the start of the section to a row's code, unsigned 32-bit. */
    public long offset(int row) {
        return Integer.toUnsignedLong(offsets[row]);
    }

    /** Line of a row, 16-bit. */
    public int line(int row) {
        return lines[row];
    }

    /** Whether an address belongs to the code. */
    public boolean holds(int inSection, long offset) {
        return inSection == section && offset >= first && offset <= last;
    }

    /**
     * Finds the row of an offset: the first of those at exactly this offset, else the last before it.
     *
     * @param offset bytes from the start of the section
     * @return its number, -1 if all rows are behind
     */
    public int find(long offset) {
        int found = -1;
        for (int row = 0; row < offsets.length; row++) {
            long here = offset(row);
            if (here == offset) {
                return row;
            }
            if (here < offset && (found < 0 || here >= offset(found))) {
                found = row;
            }
        }
        return found;
    }
}
