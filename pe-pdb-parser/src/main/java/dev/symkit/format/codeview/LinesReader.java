// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

/**
 * Walks the line numbers in the C13 data of a module without garbage: block by block (a piece of code, mostly one function), in each
 * file by file, in each row by row. Skipping the rest of a level is allowed at any time.
 *
 * <p>Layout of subsection 0xF2, little-endian: u32 code offset, u16 section, u16 flags, u32 code size; then per file u32 place in the
 * checksum subsection, u32 number of rows, u32 size including these twelve bytes, the rows {u32 code offset, u32 line}, and with flag 1
 * as many {u16 start column, u16 end column}. Of the second u32 of a row bits 0 to 23 are the line, 24 to 30 the distance to the last
 * line, bit 31 is set for a statement. Source: microsoft-pdb, {@code cvinfo.h}, {@code CV_DebugSLinesHeader_t}, {@code
 * CV_DebugSLinesFileBlockHeader_t}, {@code CV_Line_t}, {@code CV_Column_t}.
 *
 * <p>Confined to one thread.
 */
public final class LinesReader {
    private static final int BLOCK_HEADER = 12;
    private static final int FILE_HEADER = 12;
    private static final int ROW = 8;
    private static final int COLUMNS = 4;
    private static final int HAS_COLUMNS = 1;

    private final C13Reader subsections;

    /** Indexes in the buffer of the reader above. */
    private int block;

    private int blockEnd;
    private int nextFile;
    private int file;
    private int rows;
    private int nextRow;
    private int row;
    private int columnsDistance;

    /**
     * Starts before the first block; nothing is read yet.
     *
     * @param stream the module stream
     * @param start offset of the first C13 subsection
     * @param end offset of the first byte after the last one
     */
    public LinesReader(RandomBytes stream, long start, long end) {
        subsections = new C13Reader(stream, start, end);
    }

    /** Starts again, before the first block of another module. The parameters are those of the constructor. */
    public void reset(RandomBytes stream, long start, long end) {
        subsections.reset(stream, start, end);
        block = 0;
        blockEnd = 0;
        nextFile = 0;
        rows = 0;
        nextRow = 0;
    }

    /**
     * Moves to the next block.
     *
     * @return false if there is none
     * @throws FormatException {@code TRUNCATED} or {@code LIMIT} as {@link C13Reader#next}; {@code BAD_VALUE} if the block is too small
     * @throws IOException if the file cannot be read
     */
    public boolean nextBlock() throws IOException {
        rows = 0;
        nextRow = 0;
        blockEnd = 0;
        nextFile = 0;
        if (!subsections.next(C13Reader.LINES)) {
            return false;
        }
        block = subsections.load();
        if (subsections.length() < BLOCK_HEADER) {
            throw subsections.errorAt(block, "a line subsection of " + subsections.length() + " bytes is too small");
        }
        nextFile = block + BLOCK_HEADER;
        blockEnd = block + subsections.length();
        return true;
    }

    /**
     * Moves to the next file of the block.
     *
     * @return false if there is none
     * @throws FormatException {@code BAD_VALUE} if the file's size does not fit the block, or its rows do not fit its size
     */
    public boolean nextFile() throws FormatException {
        rows = 0;
        nextRow = 0;
        if (nextFile == blockEnd) {
            return false;
        }
        file = nextFile;
        int left = blockEnd - file;
        if (left < FILE_HEADER) {
            throw subsections.errorAt(file, left + " bytes are left for a file of a line subsection");
        }
        long size = Integer.toUnsignedLong(subsections.i32(file + 8));
        if (size < FILE_HEADER || size > left) {
            throw subsections.errorAt(
                    file + 8, "size " + size + " of a file's lines does not fit the " + left + " bytes left");
        }
        long count = Integer.toUnsignedLong(subsections.i32(file + 4));
        if (count > (size - FILE_HEADER) / (hasColumns() ? ROW + COLUMNS : ROW)) {
            throw subsections.errorAt(file + 4, count + " lines do not fit in " + (size - FILE_HEADER) + " bytes");
        }
        rows = (int) count;
        columnsDistance = rows * ROW;
        nextFile = file + (int) size;
        return true;
    }

    /** Moves to the next row of the file; gives false if there is none. */
    public boolean nextRow() {
        if (nextRow == rows) {
            return false;
        }
        row = file + FILE_HEADER + nextRow * ROW;
        nextRow++;
        return true;
    }

    /** Section of the block's code, 1-based. */
    public int section() {
        return subsections.u16(block + 4);
    }

    /** Bytes from the start of the section to the block's code, unsigned 32-bit. */
    public long codeOffset() {
        return Integer.toUnsignedLong(subsections.i32(block));
    }

    /** Bytes of code that the block describes, unsigned 32-bit. */
    public long codeSize() {
        return Integer.toUnsignedLong(subsections.i32(block + 8));
    }

    /** Flags of the block; bit 0 says that rows have columns. */
    public int flags() {
        return subsections.u16(block + 6);
    }

    /** Whether the rows of the block have columns. */
    public boolean hasColumns() {
        return (flags() & HAS_COLUMNS) != 0;
    }

    /** Place of the source file in the data of the checksum subsection: see {@link Checksums#at}. */
    public long fileOffset() {
        return Integer.toUnsignedLong(subsections.i32(file));
    }

    /** Number of rows of the file. */
    public int rowCount() {
        return rows;
    }

    /** Bytes from the start of the block's code to the row's code, unsigned 32-bit. */
    public long rowOffset() {
        return Integer.toUnsignedLong(subsections.i32(row));
    }

    /** First line of the row, or a marker: {@link LineEntry#isHidden}. */
    public int line() {
        return LineEntry.lineOf(word());
    }

    /** Lines from the first to the last line of the row, 0 to 127. */
    public int lineDelta() {
        return LineEntry.deltaOf(word());
    }

    /** Whether the row is marked as a statement, not only as an expression. */
    public boolean isStatement() {
        return word() < 0;
    }

    /** Whether the row's line is a marker for code without source. */
    public boolean isHidden() {
        return LineEntry.isMarker(line());
    }

    /** First column, 1-based; 0 if there is none. */
    public int startColumn() {
        return hasColumns() ? subsections.u16(columns()) : 0;
    }

    /** Last column; 0 if there is none. */
    public int endColumn() {
        return hasColumns() ? subsections.u16(columns() + 2) : 0;
    }

    /** The row as a value. */
    public LineEntry decode() {
        return new LineEntry(
                section(),
                codeOffset() + rowOffset(),
                fileOffset(),
                line(),
                lineDelta(),
                isStatement(),
                startColumn(),
                endColumn());
    }

    /** The u32 with line, distance and statement bit. */
    int word() {
        return subsections.i32(row + 4);
    }

    /** Both columns in one value, the start in the low half; 0 if there are none. */
    int columnPair() {
        return hasColumns() ? subsections.i32(columns()) : 0;
    }

    /** An exception that names the current block. */
    FormatException limit(String problem) {
        return subsections.error(FormatException.Kind.LIMIT, subsections.offset(), problem);
    }

    private int columns() {
        return file + FILE_HEADER + columnsDistance + (nextRow - 1) * COLUMNS;
    }
}
