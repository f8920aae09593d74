// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import java.io.IOException;

/**
 * One table of the {@code #~} stream: fixed-size rows numbered from 1, whose columns are two or four bytes wide.
 *
 * @param rows number of rows
 * @param start offset of the first row in the stream
 * @param widths bytes of each column
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record DebugTable(int rows, long start, int[] widths) {
    int rowSize() {
        int size = 0;
        for (int width : widths) {
            size += width;
        }
        return size;
    }

    /** Reads one field. The row must be checked before. */
    long field(Window stream, int row, int column) throws IOException {
        int inRow = 0;
        for (int i = 0; i < column; i++) {
            inRow += widths[i];
        }
        return stream.number(start + (long) (row - 1) * rowSize() + inRow, widths[column]);
    }

    /** Gives the first row whose field is at least the value, or the row after the last; the table is sorted by that column. */
    int firstAtLeast(Window stream, int column, long value) throws IOException {
        int low = 1;
        int high = rows + 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (field(stream, middle, column) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
