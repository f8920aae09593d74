// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import java.io.IOException;
import java.util.Objects;

/** Rows of the tables of a portable PDB, and what their columns say of other rows, which are checked to exist. Thread-safe. */
final class PortableRows {
    private static final int METHOD_DEF = 0x06;

    private final TableStream tables;
    private final long[] counts;

    /** @param counts number of rows of each table, by its number; not copied */
    PortableRows(TableStream tables, long[] counts) {
        this.tables = tables;
        this.counts = counts;
    }

    TableStream tables() {
        return tables;
    }

    int count(int table) {
        return (int) counts[table];
    }

    Row row(int table, int index) {
        DebugTable rows = tables.table(table);
        Objects.checkIndex(index - 1, rows.rows());
        return new Row(rows, tables.window(Window.LOOK), index);
    }

    /** The rows of a sorted table whose first column is a value. */
    RowRange equal(int table, long value) throws IOException {
        Window window = tables.window(Window.LOOK);
        int first = tables.table(table).firstAtLeast(window, 0, value);
        int end = tables.table(table).firstAtLeast(window, 0, value + 1);
        return new RowRange(first, Math.max(0, end - first));
    }

    /** Reads a column that names a row of another table; 0 names none. */
    int reference(int table, Row in, int column, int target) throws IOException {
        return checked(table, in, column, target, counts[target]);
    }

    /** Reads a column that names a method. How many there are may be known from their debug information only. */
    int method(int table, Row in, int column) throws IOException {
        long known = counts[METHOD_DEF];
        return checked(
                table, in, column, METHOD_DEF, known == 0 ? counts[PortablePdb.METHOD_DEBUG_INFORMATION] : known);
    }

    private int checked(int table, Row in, int column, int target, long most) throws IOException {
        long row = in.field(column);
        if (row > most) {
            throw tables.badRow(table, in.index(), "there is no row " + row + " in table " + target + " of " + most);
        }
        return (int) row;
    }

    /** Reads a column that names the first of several rows of another table: they end where those of the next row begin. */
    RowRange list(int table, Row in, int column, int target) throws IOException {
        long first = in.field(column);
        long end = in.next(column).orElse(counts[target] + 1L);
        if (first == 0 || end < first || end > counts[target] + 1L) {
            throw tables.badRow(
                    table,
                    in.index(),
                    "rows " + first + " up to " + end + " are not rows of a table of " + counts[target]);
        }
        return new RowRange((int) first, (int) (end - first));
    }
}
