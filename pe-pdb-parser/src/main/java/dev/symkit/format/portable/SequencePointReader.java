// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.Objects;

/**
 * Walks over the sequence points of methods without an object for each. Choose a method with {@link #method}, then call
 * {@link #next} until it gives false; the other methods tell about the point reached.
 *
 * <p>Blob: compressed local signature row, compressed document row if the method's row names none, then the points. Each is a
 * compressed distance in IL (from 0 for the first), compressed lines spanned, columns spanned (unsigned if no line is, else signed),
 * and unless both spans are 0 (a hidden point) first line and first column, unsigned for the first point that is not hidden, after
 * that signed distances from the one before. A distance of 0 after the first point is followed by the row of the document of the
 * points that follow. Source: the portable PDB document of the .NET runtime.
 *
 * <p>Confined to one thread.
 */
public final class SequencePointReader {
    private static final int MAX_IL_OFFSET = 0x20000000;
    private static final int MAX_LINE = 0x20000000;
    private static final int MAX_COLUMN = 0x10000;

    private final TableStream tables;
    private final Window rows;
    private final Window blobs;
    private final int documents;
    private ByteCursor in = new ByteCursor(new byte[0], 0, 0, new Origin("", "", 0));
    private int localSignature;
    private boolean first;
    private boolean seenVisible;
    private int ilOffset;
    private int document;
    private boolean hidden;
    private int startLine;
    private int startColumn;
    private int endLine;
    private int endColumn;

    SequencePointReader(TableStream tables, Heaps heaps) {
        this.tables = tables;
        this.rows = tables.window(Window.WALK);
        this.blobs = new Window(heaps.blobs(), Window.WALK);
        this.documents = tables.table(PortablePdb.DOCUMENT).rows();
    }

    /**
     * Chooses the method whose points are read next.
     *
     * @param row row of the method, from 1 to {@link PortablePdb#methodCount()}
     * @return whether the method has a blob with sequence points
     * @throws FormatException if the row or the head of the blob is malformed
     * @throws IOException if the file cannot be read
     */
    public boolean method(int row) throws IOException {
        DebugTable table = tables.table(PortablePdb.METHOD_DEBUG_INFORMATION);
        Objects.checkIndex(row - 1, table.rows());
        in = new ByteCursor(new byte[0], 0, 0, blobs.origin());
        reset();
        document = (int) table.field(rows, row, 0);
        long blob = table.field(rows, row, 1);
        if (document < 0 || document > documents) {
            throw tables.badRow(
                    PortablePdb.METHOD_DEBUG_INFORMATION,
                    row,
                    "there is no document " + Integer.toUnsignedString(document));
        }
        if (blob == 0) {
            return false;
        }
        in = open(blob);
        localSignature = Compressed.unsigned(in);
        if (document == 0) {
            document = documentRow();
        }
        return true;
    }

    /**
     * Moves to the next point of the method.
     *
     * @return false if there is none
     * @throws FormatException {@code TRUNCATED} if the blob ends inside a point, {@code BAD_VALUE} if a value is out of the range that
     *     the format allows
     */
    public boolean next() throws FormatException {
        while (in.remaining() > 0) {
            int distance = Compressed.unsigned(in);
            if (distance == 0 && !first) {
                document = documentRow();
                continue;
            }
            ilOffset = inRange(ilOffset + (long) distance, MAX_IL_OFFSET, "IL offset");
            first = false;
            point();
            return true;
        }
        return false;
    }

    private void point() throws FormatException {
        int lines = Compressed.unsigned(in);
        int columns = lines == 0 ? Compressed.unsigned(in) : Compressed.signed(in);
        hidden = lines == 0 && columns == 0;
        if (hidden) {
            return;
        }
        if (seenVisible) {
            startLine = inRange(startLine + (long) Compressed.signed(in), MAX_LINE, "line");
            startColumn = inRange(startColumn + (long) Compressed.signed(in), MAX_COLUMN, "column");
        } else {
            startLine = inRange(Compressed.unsigned(in), MAX_LINE, "line");
            startColumn = inRange(Compressed.unsigned(in), MAX_COLUMN, "column");
            seenVisible = true;
        }
        endLine = inRange(startLine + (long) lines, MAX_LINE, "line");
        endColumn = inRange(startColumn + (long) columns, MAX_COLUMN, "column");
    }

    /** Row of the local signature of the method in the {@code StandAloneSig} table; 0 if there is none. */
    public int localSignature() {
        return localSignature;
    }

    /** Offset of the instruction in the IL of the method. */
    public int ilOffset() {
        return ilOffset;
    }

    /** Row of the document of the point. */
    public int document() {
        return document;
    }

    /** Whether debuggers pass over the point. */
    public boolean isHidden() {
        return hidden;
    }

    /** First line, from 1; {@link SequencePoint#HIDDEN_LINE} for a hidden point. */
    public int startLine() {
        return hidden ? SequencePoint.HIDDEN_LINE : startLine;
    }

    /** First column, from 1; 0 for a hidden point. */
    public int startColumn() {
        return hidden ? 0 : startColumn;
    }

    /** Last line; {@link SequencePoint#HIDDEN_LINE} for a hidden point. */
    public int endLine() {
        return hidden ? SequencePoint.HIDDEN_LINE : endLine;
    }

    /** Column after the last; 0 for a hidden point. */
    public int endColumn() {
        return hidden ? 0 : endColumn;
    }

    /** Keeps the point. */
    public SequencePoint decode() {
        return new SequencePoint(ilOffset, document, startLine(), startColumn(), endLine(), endColumn());
    }

    private void reset() {
        localSignature = 0;
        first = true;
        seenVisible = false;
        hidden = false;
        ilOffset = 0;
        startLine = 0;
        startColumn = 0;
        endLine = 0;
        endColumn = 0;
    }

    private ByteCursor open(long blob) throws IOException {
        ByteCursor head = blobs.cursor(blob, (int) Math.max(1, Math.min(4, blobs.size() - blob)));
        int length = Compressed.unsigned(head);
        return blobs.cursor(blob + head.position(), length);
    }

    private int documentRow() throws FormatException {
        int row = Compressed.unsigned(in);
        if (row == 0 || row > documents) {
            throw in.error(FormatException.Kind.BAD_VALUE, "there is no document " + row);
        }
        return row;
    }

    private int inRange(long value, int limit, String what) throws FormatException {
        if (value < 0 || value >= limit) {
            throw in.error(FormatException.Kind.BAD_VALUE, value + " is no " + what);
        }
        return (int) value;
    }
}
