// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/**
 * The {@code #~} (or {@code #-}) stream of a portable PDB.
 *
 * <p>Layout: u32 0, u8 major, u8 minor version, u8 heap sizes (bit 0 strings, 1 GUIDs, 2 blobs have four-byte indices, bit 6 four
 * more bytes follow the row counts), u8 1, u64 mask of tables present, u64 mask of tables sorted, u32 row count for each table
 * present, then the rows of the tables in the order of their numbers. A column that names rows of a table is two bytes wide if the
 * table has fewer than 0x10000 rows, a tagged one if the largest of its tables has fewer than 0x10000 shifted right by the tag's
 * bits. Source: ECMA-335 II.24.2.6; tables 0x30 to 0x37: the portable PDB document of the .NET runtime.
 */
final class TableStream {
    /** Bytes before the row counts. */
    private static final int FIXED = 24;

    private static final int TABLES = 64;
    private static final int FIRST_DEBUG_TABLE = 0x30;
    private static final int MAX_ROWS = 0xFFFFFF;
    private static final int EXTRA_DATA = 0x40;

    private static final int STRING = -1;
    private static final int GUID = -2;
    private static final int BLOB = -3;
    private static final int U16 = -4;
    private static final int U32 = -5;
    private static final int PARENT = -6;

    private static final int METHOD_DEF = 0x06;

    /** Columns of the tables 0x30 to 0x37: a sort above, or the number of the table that the column names rows of. */
    private static final int[][] COLUMNS = {
        {BLOB, GUID, BLOB, GUID},
        {PortablePdb.DOCUMENT, BLOB},
        {METHOD_DEF, PortablePdb.IMPORT_SCOPE, PortablePdb.LOCAL_VARIABLE, PortablePdb.LOCAL_CONSTANT, U32, U32},
        {U16, U16, STRING},
        {STRING, BLOB},
        {PortablePdb.IMPORT_SCOPE, BLOB},
        {METHOD_DEF, METHOD_DEF},
        {PARENT, GUID, BLOB}
    };

    /** The tables that a custom debug information row can belong to, by tag. */
    private static final int[] PARENTS = {
        0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0A, 0x00, 0x0E, 0x17, 0x14, 0x11, 0x1A, 0x1B, 0x20, 0x23, 0x26, 0x27,
        0x28, 0x2A, 0x2C, 0x2B, 0x30, 0x32, 0x33, 0x34, 0x35
    };

    private static final int PARENT_BITS = 5;

    private final RandomBytes stream;
    private final DebugTable[] tables;

    private TableStream(RandomBytes stream, DebugTable[] tables) {
        this.stream = stream;
        this.tables = tables;
    }

    /**
     * Reads the head of the stream and lays out its tables.
     *
     * @param stream the stream
     * @param rows rows of the type-system tables by number; the debug tables' are written into it
     * @param allWide whether all indices are four bytes wide, as in the deltas of edit and continue
     */
    static TableStream read(RandomBytes stream, long[] rows, boolean allWide) throws IOException {
        ByteCursor head = stream.cursor(0, FIXED);
        head.skip(6);
        int heapSizes = head.u8();
        head.skip(1);
        long present = head.i64();
        ByteCursor counts = stream.cursor(FIXED, 4L * Long.bitCount(present));
        for (int table = 0; table < TABLES; table++) {
            if ((present >>> table & 1) != 0) {
                long count = checkedRows(counts);
                if (table < FIRST_DEBUG_TABLE && count != 0) {
                    throw head.error(
                            FormatException.Kind.UNSUPPORTED,
                            "table " + table + " of the type system inside a portable PDB");
                }
                if (table >= FIRST_DEBUG_TABLE) {
                    rows[table] = count;
                }
            }
        }
        long at = (long) FIXED + counts.position() + ((heapSizes & EXTRA_DATA) != 0 ? 4 : 0);
        DebugTable[] tables = new DebugTable[COLUMNS.length];
        for (int i = 0; i < tables.length; i++) {
            tables[i] =
                    new DebugTable((int) rows[FIRST_DEBUG_TABLE + i], at, widths(COLUMNS[i], rows, heapSizes, allWide));
            at += (long) tables[i].rows() * tables[i].rowSize();
            if (at > stream.size()) {
                throw head.error(
                        FormatException.Kind.TRUNCATED,
                        tables[i].rows() + " rows of table " + (FIRST_DEBUG_TABLE + i) + " are not inside the stream");
            }
        }
        return new TableStream(stream, tables);
    }

    /**
     * Reads the row counts of the assembly's tables that the {@code #Pdb} stream ends with.
     *
     * @param referenced mask of the tables counted; what is said of debug tables is passed over
     * @return the counts by number of the table
     */
    static long[] referencedRows(RandomBytes pdb, int offset, long referenced) throws IOException {
        ByteCursor counts = pdb.cursor(offset, 4L * Long.bitCount(referenced));
        long[] rows = new long[TABLES];
        for (int table = 0; table < TABLES; table++) {
            if ((referenced >>> table & 1) != 0) {
                long count = checkedRows(counts);
                rows[table] = table < FIRST_DEBUG_TABLE ? count : 0;
            }
        }
        return rows;
    }

    /** Reads a row count; rows have 24-bit numbers. */
    private static long checkedRows(ByteCursor in) throws FormatException {
        long count = in.u32();
        if (count > MAX_ROWS) {
            throw in.error(FormatException.Kind.BAD_VALUE, count + " rows, more than tokens can name");
        }
        return count;
    }

    /** Gives a table by its number, 0x30 to 0x37. */
    DebugTable table(int number) {
        return tables[number - FIRST_DEBUG_TABLE];
    }

    /** Gives a window for walks or looks; see {@link Window}. */
    Window window(int chunk) {
        return new Window(stream, chunk);
    }

    /** Makes an exception about a value in a row of a table. */
    FormatException badRow(int number, int row, String problem) {
        DebugTable table = table(number);
        return new FormatException(
                FormatException.Kind.BAD_VALUE,
                stream.origin().plus(table.start() + (long) (row - 1) * table.rowSize()),
                problem);
    }

    /** Turns a tagged parent into a token: table number in the top byte, row below; -1 if the tag is not known. */
    static long parentToken(long tagged) {
        int tag = (int) tagged & (1 << PARENT_BITS) - 1;
        return tag < PARENTS.length ? (long) PARENTS[tag] << 24 | tagged >>> PARENT_BITS : -1;
    }

    /** Turns a token into the tagged form in which the table is sorted; -1 if its table cannot be a parent. */
    static long taggedParent(int table, int row) {
        for (int tag = 0; tag < PARENTS.length; tag++) {
            if (PARENTS[tag] == table) {
                return (long) row << PARENT_BITS | tag;
            }
        }
        return -1;
    }

    private static int[] widths(int[] columns, long[] rows, int heapSizes, boolean allWide) {
        int[] result = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            result[i] = width(columns[i], rows, heapSizes, allWide);
        }
        return result;
    }

    private static int width(int column, long[] rows, int heapSizes, boolean allWide) {
        return switch (column) {
            case U16 -> 2;
            case U32 -> 4;
            case STRING -> allWide || (heapSizes & 1) != 0 ? 4 : 2;
            case GUID -> allWide || (heapSizes & 2) != 0 ? 4 : 2;
            case BLOB -> allWide || (heapSizes & 4) != 0 ? 4 : 2;
            case PARENT -> allWide || largest(rows) >= 0x10000 >> PARENT_BITS ? 4 : 2;
            default -> allWide || rows[column] >= 0x10000 ? 4 : 2;
        };
    }

    private static long largest(long[] rows) {
        long most = 0;
        for (int table : PARENTS) {
            most = Math.max(most, rows[table]);
        }
        return most;
    }
}
