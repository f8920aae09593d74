// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks over symbol records without making an object for each. After {@link #next()} it stands on a record: its kind, its bytes and its
 * name can be looked at in place, and {@link #decode()} makes it an immutable {@link Symbol}.
 *
 * <p>Layout of a record, little-endian: u16 bytes that follow, at least 2; u16 kind; payload. The name of {@code S_PROCREF_ST},
 * {@code S_DATAREF_ST} and {@code S_LPROCREF_ST} comes behind that: u8 length and as many bytes, padded to a multiple of four. Kinds
 * that are not known are passed over by their length. Source: microsoft-pdb, {@code cvinfo.h}, {@code SYMTYPE}, and
 * {@code PDB/dbi/symtyputils.h}.
 *
 * <p>Confined to one thread.
 */
public final class SymbolReader {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PREFIX = 4;
    private static final int UNKNOWN = -2;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final RecordWindow window;
    private long start;
    private long end;
    private long next;
    private long offset;
    private byte[] buffer = new byte[0];
    private int bodyStart;
    private int bodyEnd;
    private int kind = -1;
    private int nameStart;
    private int nameLength;

    /**
     * Stands before the first record of a part of a stream; nothing is read yet.
     *
     * @param stream the stream
     * @param start offset of the first record
     * @param end offset of the first byte that belongs to no record
     * @throws FormatException {@code BAD_VALUE} if there is no such part
     */
    public SymbolReader(RandomBytes stream, long start, long end) throws FormatException {
        this(stream, start, end, false);
    }

    private SymbolReader(RandomBytes stream, long start, long end, boolean anyOrder) throws FormatException {
        checkPart(stream, start, end);
        this.window = new RecordWindow(stream, end, anyOrder);
        this.start = start;
        this.next = start;
        this.end = end;
    }

    /**
     * Gives a reader for records in any order: it keeps up to 32 MiB of the stream, so that {@link #moveTo} is fast wherever it goes.
     *
     * @param stream the stream, all of which is records
     */
    public static SymbolReader inAnyOrder(RandomBytes stream) throws FormatException {
        return new SymbolReader(stream, 0, stream.size(), true);
    }

    /**
     * Goes to another part, of the same stream or another one, as if new; saves making a buffer for each of many modules.
     *
     * @throws FormatException {@code BAD_VALUE} if there is no such part
     * @throws IllegalStateException if it is a reader in any order
     */
    public void reset(RandomBytes stream, long partStart, long partEnd) throws FormatException {
        checkPart(stream, partStart, partEnd);
        window.reset(stream, partEnd);
        start = partStart;
        next = partStart;
        end = partEnd;
        kind = -1;
    }

    private static void checkPart(RandomBytes stream, long start, long end) throws FormatException {
        if (start < 0 || end < start || end > stream.size()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin(),
                    "symbols from " + start + " to " + end + " do not fit the " + stream.size() + " bytes");
        }
    }

    /**
     * Goes to the next record.
     *
     * @return false after the last one
     * @throws FormatException {@code TRUNCATED} if the part ends inside a record, {@code BAD_VALUE} if a length is below 2
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        long from = next;
        if (from >= end) {
            return false;
        }
        int at = window.locate(from, PREFIX);
        byte[] bytes = window.buffer();
        int length = ((short) SHORT.get(bytes, at) & 0xFFFF) + 2;
        if (length < PREFIX) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    window.stream().origin().plus(from),
                    "a symbol record has length " + (length - 2) + ", at least 2 is needed");
        }
        at = window.locate(from, length);
        bytes = window.buffer();
        kind = (short) SHORT.get(bytes, at + 2) & 0xFFFF;
        if (SymbolKinds.hasNameBehind(kind)) {
            length = withNameBehind(from, length);
            at = window.locate(from, length);
            bytes = window.buffer();
        }
        buffer = bytes;
        offset = from;
        next = from + length;
        bodyStart = at + PREFIX;
        bodyEnd = at + length;
        nameStart = UNKNOWN;
        return true;
    }

    private int withNameBehind(long from, int length) throws IOException {
        int at = window.locate(from, length + 1);
        int size = window.buffer()[at + length] & 0xFF;
        return length + ((1 + size + 3) & ~3);
    }

    /**
     * Goes to the record at an offset; {@link #next()} then goes on behind it.
     *
     * @param recordOffset offset of the record in the stream
     * @throws FormatException as {@link #next()}, and {@code BAD_VALUE} if no record can start there
     * @throws IOException if the file cannot be read
     */
    public void moveTo(long recordOffset) throws IOException {
        if (recordOffset < start || recordOffset >= end) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    window.stream().origin().plus(Math.max(0, recordOffset)),
                    "there is no symbol record at " + recordOffset + ", they lie from " + start + " to " + end);
        }
        next = recordOffset;
        next();
    }

    /** Number of the kind of the record, see {@link SymbolKinds}; -1 before the first. */
    public int kind() {
        return kind;
    }

    /** Offset of the record in the stream. */
    public long offset() {
        return offset;
    }

    /** Place of the record, for messages. */
    public Origin place() {
        return window.stream().origin().plus(offset);
    }

    /** Bytes of the record, with its length and kind, its padding and a name that lies behind it. */
    public int length() {
        return bodyEnd - bodyStart + PREFIX;
    }

    /**
     * The array that holds the record. It may be another one after the next move and must not be changed; only the bytes from
     * {@link #bodyStart()} to {@link #bodyEnd()} are those of the record.
     */
    public byte[] buffer() {
        return buffer;
    }

    /** Index in {@link #buffer()} of the first byte after the kind. */
    public int bodyStart() {
        return bodyStart;
    }

    /** Index in {@link #buffer()} behind the last byte of the record. */
    public int bodyEnd() {
        return bodyEnd;
    }

    /**
     * Index in {@link #buffer()} of the first byte of the name.
     *
     * @return -1 if the kind has no name
     * @throws FormatException {@code TRUNCATED} if the record ends before the name or inside it
     */
    public int nameStart() throws FormatException {
        if (nameStart == UNKNOWN) {
            findName();
        }
        return nameStart;
    }

    /**
     * Bytes in the name, without what ends it; 0 if the kind has no name.
     *
     * @throws FormatException as {@link #nameStart()}
     */
    public int nameLength() throws FormatException {
        if (nameStart == UNKNOWN) {
            findName();
        }
        return nameLength;
    }

    /** Whether the name is this one, byte for byte. */
    public boolean hasName(Name name) throws FormatException {
        return nameStart() >= 0 && name.equalsBytes(buffer, nameStart, nameLength);
    }

    /**
     * An unsigned 8-bit field.
     *
     * @param at bytes from {@link #bodyStart()}
     * @throws FormatException {@code TRUNCATED} if the record ends before
     */
    public int u8(int at) throws FormatException {
        return buffer[field(at, 1)] & 0xFF;
    }

    /** An unsigned 16-bit field, as {@link #u8}. */
    public int u16(int at) throws FormatException {
        return (short) SHORT.get(buffer, field(at, 2)) & 0xFFFF;
    }

    /** A signed 32-bit field, as {@link #u8}. */
    public int i32(int at) throws FormatException {
        return (int) INT.get(buffer, field(at, 4));
    }

    /** An unsigned 32-bit field, as {@link #u8}. */
    public long u32(int at) throws FormatException {
        return Integer.toUnsignedLong(i32(at));
    }

    /**
     * Decodes the record.
     *
     * @throws FormatException {@code TRUNCATED} if a field does not fit the record
     */
    public Symbol decode() throws FormatException {
        return Symbol.decode(kind, new ByteCursor(buffer, bodyStart, bodyEnd - bodyStart, place(0)));
    }

    private void findName() throws FormatException {
        int known = SymbolNames.placeOf(kind);
        int place = known >= SymbolNames.NONE ? known : variablePlace(known);
        if (place < 0) {
            nameLength = 0;
            nameStart = -1;
            return;
        }
        int at = field(place, 1);
        if (SymbolKinds.hasCountedName(kind)) {
            int length = buffer[at] & 0xFF;
            int first = field(place + 1, length);
            nameLength = length;
            nameStart = first;
        } else {
            nameLength = lengthToNul(at);
            nameStart = at;
        }
    }

    /** Bytes from the start of the payload to the name, -1 if that is not known. */
    private int variablePlace(int sort) throws FormatException {
        if (sort == SymbolNames.BEHIND_RECORD) {
            return ((short) SHORT.get(buffer, bodyStart - PREFIX) & 0xFFFF) - 2;
        }
        int at = SymbolKinds.hasNarrowType(kind) ? 2 : 4;
        if (sort == SymbolNames.BEHIND_REGISTERS) {
            at += SymbolKinds.hasAttributes(kind) ? 8 : 0;
            return SymbolKinds.hasWideRegisters(kind) ? at + 2 + 2 * u16(at) : at + 1 + u8(at);
        }
        int leaf = u16(at);
        at += 2;
        int size = Numeric.sizeOf(leaf);
        if (size >= 0) {
            return at + size;
        }
        if (leaf == Numeric.VARSTRING) {
            return at + 2 + u16(at);
        }
        return leaf == Numeric.UTF8_TEXT ? at + lengthToNul(field(at, 1)) + 1 : -1;
    }

    private int lengthToNul(int from) throws FormatException {
        int at = from;
        for (; at + 8 <= bodyEnd; at += 8) {
            long word = (long) LONG.get(buffer, at);
            long zeros = (word - LOW_BITS) & ~word & HIGH_BITS; // the lowest bit set is that of the first NUL
            if (zeros != 0) {
                return at - from + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; at < bodyEnd; at++) {
            if (buffer[at] == 0) {
                return at - from;
            }
        }
        throw new FormatException(
                FormatException.Kind.TRUNCATED, place(from - bodyStart), "a name is not ended by NUL");
    }

    private int field(int at, int size) throws FormatException {
        if (at < 0 || at > bodyEnd - bodyStart - size) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    place(Math.max(0, at)),
                    size + " bytes are needed here, the symbol record has " + (bodyEnd - bodyStart)
                            + " after its kind");
        }
        return bodyStart + at;
    }

    private Origin place(int at) {
        return window.stream().origin().plus(offset + PREFIX + at);
    }
}
