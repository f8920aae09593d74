// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.util.Locale;
import java.util.Objects;

/**
 * Walks the rows of one inlined call: which code belongs to which line of the inlined function. Makes no garbage; one object can
 * serve all calls of a PDB by {@link #reset}.
 *
 * <p>Layout: operations with their operands to the end of an {@code S_INLINESITE} record, all of them compressed unsigned numbers of 1
 * byte (bit 7 clear), 2 (bits 10) or 4 (bits 110), most significant byte first. The lowest bit of a signed operand is its sign. Code
 * offsets count from the start of the outermost function, in nested calls too. The meaning of the operations: microsoft-pdb, {@code
 * cvinfo.h}, {@code BinaryAnnotationOpcode}, and the LLVM source.
 *
 * <p>A row without length reaches to the next row, and the last one, if it has none, to an end that only the caller knows: that of the
 * enclosing call or function. Confined to one thread.
 */
public final class BinaryAnnotations {
    /** Length or end of a row that has none. */
    public static final long NONE = -1;

    private static final int INVALID = 0;
    private static final int CODE_OFFSET = 1;
    private static final int CODE_OFFSET_BASE = 2;
    private static final int CHANGE_CODE_OFFSET = 3;
    private static final int CHANGE_CODE_LENGTH = 4;
    private static final int CHANGE_FILE = 5;
    private static final int CHANGE_LINE_OFFSET = 6;
    private static final int CHANGE_LINE_END_DELTA = 7;
    private static final int CHANGE_RANGE_KIND = 8;
    private static final int CHANGE_COLUMN_START = 9;
    private static final int CHANGE_COLUMN_END_DELTA = 10;
    private static final int CHANGE_CODE_OFFSET_AND_LINE_OFFSET = 11;
    private static final int CHANGE_CODE_LENGTH_AND_CODE_OFFSET = 12;
    private static final int CHANGE_COLUMN_END = 13;

    private byte[] bytes = new byte[0];
    private Origin origin = new Origin("", "", 0);
    private long originOffset;
    private int start;
    private int end;
    private long firstFile;
    private long firstLine;

    /** State of the operations, and the row that they emitted last but that was not given out yet. */
    private int at;

    private final InlineRow state = new InlineRow();
    private final InlineRow pending = new InlineRow();
    private final InlineRow current = new InlineRow();
    private long base;
    private boolean hasPending;

    /** Makes a walk without rows; {@link #reset} gives it some. */
    public BinaryAnnotations() {
        rewind();
    }

    /**
     * Starts before the first row of a call.
     *
     * @param source holds the operations; not copied
     * @param from index of the first
     * @param length their bytes
     * @param place the structure they come from, for messages
     * @param placeOffset offset in that structure of the first, added to the one that {@code place} has
     * @param file source file where the inlined function begins: {@link InlineeTable#fileOffset}
     * @param line line where it begins: {@link InlineeTable#line}
     */
    public void reset(byte[] source, int from, int length, Origin place, long placeOffset, long file, long line) {
        Objects.checkFromIndexSize(from, length, source.length);
        bytes = source;
        start = from;
        end = from + length;
        origin = place;
        originOffset = placeOffset;
        firstFile = file;
        firstLine = line;
        rewind();
    }

    /** Goes back before the first row. */
    public void rewind() {
        at = start;
        hasPending = false;
        base = 0;
        state.begin(firstFile, firstLine);
    }

    /**
     * Moves to the next row.
     *
     * @return false if there is none
     * @throws FormatException {@code TRUNCATED} if an operand is missing, {@code BAD_VALUE} if a number or an operation is none
     */
    public boolean next() throws FormatException {
        while (at < end) {
            int operation = (int) unsigned();
            if (operation == INVALID) {
                at = end;
                break;
            }
            if (apply(operation)) {
                boolean ready = hasPending;
                if (ready) {
                    current.set(pending);
                    current.next = state.code + base;
                }
                emit();
                if (ready) {
                    return true;
                }
            }
        }
        if (!hasPending) {
            return false;
        }
        current.set(pending);
        hasPending = false;
        return true;
    }

    /** Makes the state the pending row. */
    private void emit() {
        pending.set(state);
        pending.code = state.code + base;
        pending.next = NONE;
        hasPending = true;
        state.length = NONE;
    }

    /**
     * Moves to the row that covers an address, from the first one on.
     *
     * @param codeOffset bytes from the start of the outermost function
     * @param openEnd first code offset behind the enclosing call or function, where a last row without length ends
     * @return false if no row covers it
     * @throws FormatException as {@link #next}
     */
    public boolean seek(long codeOffset, long openEnd) throws FormatException {
        rewind();
        while (next()) {
            if (codeOffset >= current.code && codeOffset < rowEnd(openEnd)) {
                return true;
            }
        }
        return false;
    }

    /** Bytes from the start of the outermost function to the row's code. */
    public long codeOffset() {
        return current.code;
    }

    /** Bytes of code that the row has by itself, or {@link #NONE}. */
    public long length() {
        return current.length;
    }

    /**
     * First code offset behind the row: by its length, or else where the next row begins, or else a given one.
     *
     * @param openEnd the end of a last row without length
     */
    public long rowEnd(long openEnd) {
        return current.end(openEnd);
    }

    /** Place of the row's source file in the data of the checksum subsection: see {@link Checksums#at}. */
    public long fileOffset() {
        return current.file;
    }

    /** Line; damaged operations can make it any number. */
    public long line() {
        return current.line;
    }

    /** Number of lines, 1 unless an operation says otherwise. */
    public long lineSpan() {
        return current.span;
    }

    /** Whether the row is a statement, not only an expression. */
    public boolean isStatement() {
        return current.rangeKind == 1;
    }

    /** First column, 0 if there is none. */
    public long startColumn() {
        return current.startColumn;
    }

    /** Last column, 0 if there is none. */
    public long endColumn() {
        return current.endColumn;
    }

    /** Applies an operation to the state; true if it emits a row. */
    private boolean apply(int operation) throws FormatException {
        switch (operation) {
            case CODE_OFFSET -> state.code = unsigned();
            case CODE_OFFSET_BASE -> base = unsigned();
            case CHANGE_CODE_OFFSET -> {
                state.code += unsigned();
                return true;
            }
            case CHANGE_CODE_LENGTH -> closeRow(unsigned());
            case CHANGE_FILE -> state.file = unsigned();
            case CHANGE_LINE_OFFSET -> state.line += signed(unsigned());
            case CHANGE_LINE_END_DELTA -> state.span = unsigned();
            case CHANGE_RANGE_KIND -> state.rangeKind = unsigned();
            case CHANGE_COLUMN_START -> state.startColumn = unsigned();
            case CHANGE_COLUMN_END_DELTA -> state.endColumn += signed(unsigned());
            case CHANGE_COLUMN_END -> state.endColumn = unsigned();
            case CHANGE_CODE_OFFSET_AND_LINE_OFFSET -> {
                long both = unsigned();
                state.line += signed(both >>> 4);
                state.code += both & 15;
                return true;
            }
            case CHANGE_CODE_LENGTH_AND_CODE_OFFSET -> {
                state.length = unsigned();
                state.code += unsigned();
                return true;
            }
            default ->
                throw error(
                        FormatException.Kind.BAD_VALUE,
                        String.format(Locale.ROOT, "0x%X is no operation of binary annotations", operation));
        }
        return false;
    }

    private void closeRow(long length) {
        if (hasPending && pending.length == NONE) {
            pending.length = length;
        }
        state.code += length;
    }

    private static long signed(long number) {
        return (number & 1) != 0 ? -(number >>> 1) : number >>> 1;
    }

    private long unsigned() throws FormatException {
        if (at >= end) {
            throw error(FormatException.Kind.TRUNCATED, "binary annotations end inside an operation");
        }
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            at++;
            return first;
        }
        int size = first < 0xC0 ? 2 : 4;
        if (first >= 0xE0) {
            throw error(
                    FormatException.Kind.BAD_VALUE,
                    String.format(Locale.ROOT, "0x%02X does not begin a compressed number", first));
        }
        if (size > end - at) {
            throw error(FormatException.Kind.TRUNCATED, "a compressed number of " + size + " bytes does not fit");
        }
        long value = first & (size == 2 ? 0x3F : 0x1F);
        for (int i = 1; i < size; i++) {
            value = value << 8 | (bytes[at + i] & 0xFF);
        }
        at += size;
        return value;
    }

    private FormatException error(FormatException.Kind kind, String problem) {
        return new FormatException(kind, origin.plus(originOffset + (at - start)), problem);
    }
}
