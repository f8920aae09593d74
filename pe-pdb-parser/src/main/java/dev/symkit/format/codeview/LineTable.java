// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds the line of an address among the C13 lines of one module.
 *
 * <p>The block whose code holds the address answers; of several the one that starts last, and of those that start together the first
 * of the module. In it the rows of all files are ordered by offset, and the greatest offset that is not above the address wins. Rows
 * with the same offset are common, for example the opening brace and the first statement of a function: at exactly that offset the
 * first in the order of the module counts, after it the last. Source of this rule: observed with llvm-symbolizer.
 *
 * <p>Rows are numbered from 0, block by block in the order of addresses. Immutable, thread-safe.
 */
public final class LineTable {
    /** Given when no row answers. */
    public static final int NONE = -1;

    private final LineTableBuilder data;
    private final int[] order;
    private final int[] firstRow;
    private final long[] reach;

    private LineTable(LineTableBuilder data) {
        this.data = data;
        this.order = data.blockOrder();
        this.firstRow = new int[order.length + 1];
        this.reach = new long[order.length];
        long furthest = Long.MIN_VALUE;
        for (int i = 0; i < order.length; i++) {
            firstRow[i + 1] = firstRow[i] + data.rowsOf(order[i]);
            furthest = Math.max(furthest, data.blockStart(order[i]) + data.blockSize(order[i]));
            reach[i] = furthest;
        }
    }

    /**
     * Reads all lines of a module.
     *
     * @param stream the module stream
     * @param start offset of the first C13 subsection
     * @param end offset of the first byte after the last one
     * @throws dev.symkit.format.io.FormatException as {@link LinesReader}
     * @throws IOException if the file cannot be read
     */
    public static LineTable read(RandomBytes stream, long start, long end) throws IOException {
        return read(new LinesReader(stream, start, end));
    }

    /**
     * Reads all lines that are before a reader.
     *
     * @param lines a reader that was just made or reset
     * @throws IOException as above
     */
    public static LineTable read(LinesReader lines) throws IOException {
        return new LineTable(LineTableBuilder.read(lines));
    }

    /** Number of rows. */
    public int size() {
        return firstRow[order.length];
    }

    /**
     * Finds the row of an address.
     *
     * @param section section, 1-based
     * @param offset bytes from its start
     * @return its number, or {@link #NONE}
     */
    public int find(int section, long offset) {
        long address = LineTableBuilder.address(section, offset);
        if (offset < 0 || offset > 0x1_FFFF_FFFFL) {
            return NONE;
        }
        for (int i = lastBlockAt(address); i >= 0 && reach[i] > address; i--) {
            int block = order[i];
            if (address - data.blockStart(block) < data.blockSize(block)) {
                int row = data.rowAt(block, address - data.blockStart(block));
                return row < 0 ? NONE : firstRow[i] + row;
            }
        }
        return NONE;
    }

    /**
     * Finds the row of an address as a value.
     *
     * @param section section, 1-based
     * @param offset bytes from its start
     */
    public Optional<LineEntry> lookup(int section, long offset) {
        int row = find(section, offset);
        return row == NONE ? Optional.empty() : Optional.of(entry(row));
    }

    /** A row as a value. */
    public LineEntry entry(int row) {
        int at = stored(row);
        int columns = data.columns(at);
        int word = data.word(at);
        return new LineEntry(
                section(row),
                offset(row),
                data.file(at),
                LineEntry.lineOf(word),
                LineEntry.deltaOf(word),
                word < 0,
                columns & 0xFFFF,
                columns >>> 16);
    }

    /** Section of a row's code, 1-based. */
    public int section(int row) {
        return (int) (data.blockStart(order[blockOf(row)]) >>> LineTableBuilder.SECTION_SHIFT);
    }

    /** Bytes from the start of the section to a row's code. */
    public long offset(int row) {
        long start = data.blockStart(order[blockOf(row)]) & LineTableBuilder.OFFSET_MASK;
        return start + data.rowOffset(stored(row));
    }

    /**
     * Bytes from the start of the section to the first code after a row: the next greater offset of its block, or the end of the block.
     * Rows that lie beyond their block end where they begin.
     */
    public long endOffset(int row) {
        int i = blockOf(row);
        int block = order[i];
        long start = data.blockStart(block) & LineTableBuilder.OFFSET_MASK;
        long here = data.rowOffset(stored(row));
        for (int next = row + 1; next < firstRow[i + 1]; next++) {
            long there = data.rowOffset(stored(next));
            if (there > here) {
                return start + Math.max(here, Math.min(there, data.blockSize(block)));
            }
        }
        return start + Math.max(here, data.blockSize(block));
    }

    /** First line of a row, or a marker: {@link LineEntry#isHidden}. */
    public int line(int row) {
        return LineEntry.lineOf(data.word(stored(row)));
    }

    /** Place of a row's source file in the data of the checksum subsection: {@link Checksums#at}. */
    public long fileOffset(int row) {
        return data.file(stored(row));
    }

    private int stored(int row) {
        int i = blockOf(row);
        return data.firstRowOf(order[i]) + row - firstRow[i];
    }

    /** Place in {@link #order} of the block that has a row. */
    private int blockOf(int row) {
        if (row < 0 || row >= size()) {
            throw new IndexOutOfBoundsException("row " + row + " of " + size());
        }
        int low = 0;
        int high = order.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstRow[middle] <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Place in {@link #order} of the last block that starts at an address or before, or -1. */
    private int lastBlockAt(long address) {
        int low = -1;
        int high = order.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (data.blockStart(order[middle]) <= address) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
