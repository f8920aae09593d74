// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteWindow;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/** Reads rows of one size from front to back, many at a time. Confined to one thread. */
final class RowWalk {
    private static final int AT_ONCE = 1 << 15;

    private final ByteWindow window;
    private final int rowSize;
    private ByteCursor rows;
    private int left;

    /**
     * Starts before the first row.
     *
     * @param bytes what the rows lie in
     * @param start where they start
     * @param end where they end
     * @param rowSize bytes of one
     * @throws FormatException {@code BAD_VALUE} if there is a part of a row at the end
     */
    RowWalk(RandomBytes bytes, long start, long end, int rowSize) throws FormatException {
        if ((end - start) % rowSize != 0) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    bytes.origin().plus(start),
                    end - start + " bytes are no whole number of records of " + rowSize + " bytes");
        }
        this.window = new ByteWindow(bytes, start, end);
        this.rowSize = rowSize;
        this.rows = new ByteCursor(new byte[0], 0, 0, bytes.origin());
    }

    /** Puts {@link #row()} on the next row; the row before must be used up. False after the last one. */
    boolean next() throws IOException {
        if (left > 0) {
            left--;
            return true;
        }
        int count = (int) Math.min(AT_ONCE / rowSize, window.remaining() / rowSize);
        if (count == 0) {
            return false;
        }
        rows = window.take(count * rowSize);
        left = count - 1;
        return true;
    }

    /** A cursor on the row's first byte, of which exactly the row must be read. */
    ByteCursor row() {
        return rows;
    }
}
