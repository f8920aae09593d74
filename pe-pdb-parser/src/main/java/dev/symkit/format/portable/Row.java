// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import java.io.IOException;
import java.util.OptionalLong;

/** One row of a table, with the piece of the stream that holds it. Confined to one thread. */
record Row(DebugTable table, Window stream, int index) {
    /** Reads an unsigned field. */
    long field(int column) throws IOException {
        return table.field(stream, index, column);
    }

    /** Reads the same field of the next row, if there is one. */
    OptionalLong next(int column) throws IOException {
        return index < table.rows() ? OptionalLong.of(table.field(stream, index + 1, column)) : OptionalLong.empty();
    }
}
