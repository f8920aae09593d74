// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;

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
    private static final int PREFIX = 4;
    private static final int UNKNOWN = -2;

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
        int length = RecordBytes.u16(window.buffer(), at) + 2;
        if (length < PREFIX) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    window.stream().origin().plus(from),
                    "a symbol record has length " + (length - 2) + ", at least 2 is needed");
        }
        at = window.locate(from, length);
        kind = RecordBytes.u16(window.buffer(), at + 2);
        if (SymbolKinds.hasNameBehind(kind)) {
            length = withNameBehind(from, length);
            at = window.locate(from, length);
        }
        buffer = window.buffer();
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
        return RecordBytes.u16(buffer, field(at, 2));
    }

    /** A signed 32-bit field, as {@link #u8}. */
    public int i32(int at) throws FormatException {
        return RecordBytes.i32(buffer, field(at, 4));
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
        int place = SymbolNames.find(this);
        if (place < 0) {
            nameLength = 0;
            nameStart = -1;
            return;
        }
        if (SymbolKinds.hasCountedName(kind)) {
            nameLength = u8(place);
            nameStart = field(place + 1, nameLength);
        } else {
            nameLength = lengthToNul(place);
            nameStart = bodyStart + place;
        }
    }

    /**
     * Bytes of a text that ends with NUL.
     *
     * @param at bytes from {@link #bodyStart()}
     * @throws FormatException {@code TRUNCATED} if the record ends before the NUL
     */
    int lengthToNul(int at) throws FormatException {
        int from = field(at, 1);
        int nul = RecordBytes.nul(buffer, from, bodyEnd);
        if (nul < 0) {
            throw new FormatException(FormatException.Kind.TRUNCATED, place(at), "a name is not ended by NUL");
        }
        return nul - from;
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
