// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import java.io.IOException;
import java.util.Arrays;

/** The lines of a module in arrays: blocks in the order of the module, the rows of each in the order of offsets. */
final class LineTableBuilder {
    static final int SECTION_SHIFT = 40;
    static final long OFFSET_MASK = (1L << SECTION_SHIFT) - 1;
    private static final int FEW = 16;

    /** Bounds of one module, our choice: crafted page lists can make a small file pose as gigabytes of lines. */
    private static final int MAX_ROWS = 1 << 23;

    private static final int MAX_BLOCKS = 1 << 21;

    private int blocks;
    private long[] starts = new long[FEW];
    private long[] sizes = new long[FEW];
    private int[] firstRows = new int[FEW + 1];

    private int rows;
    private int[] offsets = new int[FEW];
    private int[] words = new int[FEW];
    private int[] files = new int[FEW];

    /** Empty unless any row has columns. */
    private int[] columns = new int[0];

    private LineTableBuilder() {}

    static LineTableBuilder read(LinesReader lines) throws IOException {
        LineTableBuilder table = new LineTableBuilder();
        while (lines.nextBlock()) {
            table.addBlock(lines);
        }
        return table;
    }

    /** A section and an offset in it as one number that orders addresses. */
    static long address(int section, long offset) {
        return (long) section << SECTION_SHIFT | offset;
    }

    long blockStart(int block) {
        return starts[block];
    }

    long blockSize(int block) {
        return sizes[block];
    }

    int firstRowOf(int block) {
        return firstRows[block];
    }

    int rowsOf(int block) {
        return firstRows[block + 1] - firstRows[block];
    }

    long rowOffset(int row) {
        return Integer.toUnsignedLong(offsets[row]);
    }

    int word(int row) {
        return words[row];
    }

    long file(int row) {
        return Integer.toUnsignedLong(files[row]);
    }

    int columns(int row) {
        return row < columns.length ? columns[row] : 0;
    }

    /** The row of a block that answers for a distance from its start, counted from the first of the block; -1 if all are behind it. */
    int rowAt(int block, long distance) {
        int first = firstRows[block];
        int low = first - 1;
        int high = firstRows[block + 1] - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (rowOffset(middle) <= distance) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        while (low > first && rowOffset(low) == distance && offsets[low - 1] == offsets[low]) {
            low--;
        }
        return low < first ? -1 : low - first;
    }

    /** Blocks by address; of those with one address the first of the module comes last. */
    int[] blockOrder() {
        int[] order = new int[blocks];
        boolean sorted = true;
        for (int i = 0; i < blocks; i++) {
            order[i] = i;
            sorted &= i == 0 || starts[i] > starts[i - 1];
        }
        return sorted ? order : sortedBlocks();
    }

    /** Two rounds, because section, offset and number do not fit in one value. */
    private int[] sortedBlocks() {
        long[] byOffset = new long[blocks];
        for (int i = 0; i < blocks; i++) {
            byOffset[i] = (starts[i] & OFFSET_MASK) << 31 | (blocks - 1 - i);
        }
        Arrays.sort(byOffset);
        long[] bySection = new long[blocks];
        for (int rank = 0; rank < blocks; rank++) {
            int block = blocks - 1 - (int) (byOffset[rank] & Integer.MAX_VALUE);
            bySection[rank] = starts[block] >>> SECTION_SHIFT << 32 | rank;
        }
        Arrays.sort(bySection);
        int[] order = new int[blocks];
        for (int i = 0; i < blocks; i++) {
            order[i] = blocks - 1 - (int) (byOffset[(int) bySection[i]] & Integer.MAX_VALUE);
        }
        return order;
    }

    private void addBlock(LinesReader lines) throws IOException {
        if (blocks == MAX_BLOCKS) {
            throw lines.limit("the module has more than " + MAX_BLOCKS + " line subsections");
        }
        if (blocks == starts.length) {
            int more = blocks * 2;
            starts = Arrays.copyOf(starts, more);
            sizes = Arrays.copyOf(sizes, more);
            firstRows = Arrays.copyOf(firstRows, more + 1);
        }
        starts[blocks] = address(lines.section(), lines.codeOffset());
        sizes[blocks] = lines.codeSize();
        int first = rows;
        while (lines.nextFile()) {
            if (lines.rowCount() > MAX_ROWS - rows) {
                throw lines.limit("the module has more than " + MAX_ROWS + " lines");
            }
            reserve(lines.rowCount(), lines.hasColumns());
            int file = (int) lines.fileOffset();
            while (lines.nextRow()) {
                offsets[rows] = (int) lines.rowOffset();
                words[rows] = lines.word();
                files[rows] = file;
                if (columns.length > 0) {
                    columns[rows] = lines.columnPair();
                }
                rows++;
            }
        }
        blocks++;
        firstRows[blocks] = rows;
        sortRows(first);
    }

    private void reserve(int more, boolean withColumns) {
        int needed = rows + more;
        if (needed > offsets.length) {
            int room = Math.max(needed, Math.min(MAX_ROWS, offsets.length * 2));
            offsets = Arrays.copyOf(offsets, room);
            words = Arrays.copyOf(words, room);
            files = Arrays.copyOf(files, room);
        }
        if ((withColumns || columns.length > 0) && columns.length < offsets.length) {
            columns = Arrays.copyOf(columns, offsets.length);
        }
    }

    /** Orders the rows from {@code first} on by offset, and keeps the order of those with the same one. */
    private void sortRows(int first) {
        boolean sorted = true;
        for (int row = first + 1; row < rows && sorted; row++) {
            sorted = Integer.compareUnsigned(offsets[row - 1], offsets[row]) <= 0;
        }
        if (sorted) {
            return;
        }
        long[] keys = new long[rows - first];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = rowOffset(first + i) << 31 | i;
        }
        Arrays.sort(keys);
        permute(offsets, first, keys);
        permute(words, first, keys);
        permute(files, first, keys);
        if (columns.length > 0) {
            permute(columns, first, keys);
        }
    }

    private static void permute(int[] values, int first, long[] keys) {
        int[] before = Arrays.copyOfRange(values, first, first + keys.length);
        for (int i = 0; i < keys.length; i++) {
            values[first + i] = before[(int) (keys[i] & Integer.MAX_VALUE)];
        }
    }
}
