// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Arrays;

/**
 * Walks type records without garbage: {@link #next} moves, the other methods look at the record it stands on, and {@link #decode}
 * makes an object of it.
 *
 * <p>Records: u16 bytes after this field, u16 leaf, payload. Record n of a stream has the type index of the first one plus n.
 * Source: microsoft-pdb, {@code cvinfo.h}, {@code TYPTYPE}. Reads in chunks that grow to 1 MiB. Confined to one thread.
 */
public final class TypeReader {
    /** Bytes of a record before its payload. */
    public static final int PREFIX = 4;

    private static final int FIRST_CHUNK = 1 << 12;
    private static final int LARGEST_CHUNK = 1 << 20;
    private static final int NOT_LOOKED_FOR = -1;
    private static final int ABSENT = -2;

    private final RandomBytes stream;
    private final long end;
    private final FieldReader fields = new FieldReader(this);
    private byte[] buffer = new byte[0];
    private int limit;
    private int chunk = FIRST_CHUNK;
    /** Offset in the stream of the buffer's first byte. */
    private long base;

    private long index;
    private int at;
    private int length;
    private int nameAt = NOT_LOOKED_FOR;
    private int nameLength;
    private int uniqueAt;
    private int uniqueLength;

    /**
     * Stands before the first record.
     *
     * @param stream holds the records
     * @param start offset of the first record
     * @param end offset behind the last record
     * @param firstIndex type index of the first record
     */
    public TypeReader(RandomBytes stream, long start, long end, long firstIndex) {
        this.stream = stream;
        this.base = start;
        this.end = end;
        this.index = firstIndex - 1;
    }

    /**
     * Moves to the next record.
     *
     * @return false if there is none
     * @throws FormatException {@code TRUNCATED} if it does not fit, {@code BAD_VALUE} if its length has no room for the leaf
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        int from = at + length;
        if (limit - from < PREFIX) {
            if (base + from >= end) {
                return false;
            }
            from = fill(from, PREFIX);
        }
        int size = RecordBytes.u16(buffer, from) + 2;
        if (size < PREFIX) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin().plus(base + from),
                    "a type record of length " + (size - 2) + " has no kind");
        }
        if (limit - from < size) {
            from = fill(from, size);
        }
        at = from;
        length = size;
        index++;
        nameAt = NOT_LOOKED_FOR;
        return true;
    }

    private int fill(int from, int needed) throws IOException {
        long position = base + from;
        if (end - position < needed) {
            throw new FormatException(
                    FormatException.Kind.TRUNCATED,
                    stream.origin().plus(position),
                    "a type record needs " + needed + " bytes, " + (end - position) + " are left");
        }
        int kept = limit - from;
        int wanted = (int) Math.min(Math.max(chunk, needed), end - position);
        byte[] into = wanted <= buffer.length ? buffer : new byte[wanted];
        System.arraycopy(buffer, from, into, 0, kept);
        stream.read(position + kept, into, kept, wanted - kept);
        buffer = into;
        base = position;
        limit = wanted;
        at = 0;
        length = 0;
        chunk = Math.min(chunk * 2, LARGEST_CHUNK);
        return 0;
    }

    /** Type index of the record, unsigned 32-bit. */
    public long typeIndex() {
        return index;
    }

    /** Kind of the record, see {@link LeafKind}. */
    public int leaf() {
        return RecordBytes.u16(buffer, at + 2);
    }

    /** Bytes from the start of the stream to the record's length field. */
    public long offset() {
        return base + at;
    }

    /** Bytes in the record with its length field. */
    public int length() {
        return length;
    }

    /** Array that holds the record until the next move; not to be changed. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index in {@link #buffer} of the record's length field. */
    public int recordAt() {
        return at;
    }

    /** The property bits of a class, union or enumeration; 0 for other records. */
    public int properties() {
        int place = TypeNamePlace.properties(leaf());
        return place < 0 || length < PREFIX + place + 2 ? 0 : RecordBytes.u16(buffer, at + PREFIX + place);
    }

    /**
     * Looks where the name is, if the record has one.
     *
     * @return false if it has none, or stands behind a number of a kind that is not known
     * @throws FormatException {@code TRUNCATED} if it does not fit the record
     */
    public boolean findName() throws FormatException {
        if (nameAt == NOT_LOOKED_FOR) {
            nameAt = ABSENT;
            uniqueAt = ABSENT;
            nameLength = 0;
            uniqueLength = 0;
            int place = TypeNamePlace.of(leaf());
            if (place != TypeNamePlace.NONE) {
                locate(place);
            }
        }
        return nameAt >= 0;
    }

    private void locate(int place) throws FormatException {
        int to = at + length;
        int from = at + PREFIX + TypeNamePlace.fixed(place);
        for (int left = TypeNamePlace.numerics(place); left > 0; left--) {
            int size = RecordBytes.numericSize(buffer, from, to);
            if (size == RecordBytes.UNKNOWN) {
                return;
            }
            if (size == RecordBytes.CUT) {
                throw cut(from, "a number does not fit the type record");
            }
            from += size;
        }
        boolean prefixed = TypeNamePlace.isPrefixed(place);
        int size = nameSize(from, to, prefixed);
        int after = prefixed ? from + 1 + size : from + size + 1;
        if ((properties() & TypeProperties.HAS_UNIQUE_NAME) != 0 && after < to) {
            uniqueLength = nameSize(after, to, prefixed);
            uniqueAt = prefixed ? after + 1 : after;
        }
        nameLength = size;
        nameAt = prefixed ? from + 1 : from;
    }

    private int nameSize(int from, int to, boolean prefixed) throws FormatException {
        if (prefixed) {
            if (from >= to || (buffer[from] & 0xFF) > to - from - 1) {
                throw cut(from, "a name does not fit the type record");
            }
            return buffer[from] & 0xFF;
        }
        int nul = RecordBytes.nul(buffer, from, to);
        if (nul < 0) {
            throw cut(from, "a name is not ended by NUL");
        }
        return nul - from;
    }

    /** Index in {@link #buffer} of the first byte of the name; only after {@link #findName} gave true. */
    public int nameAt() {
        return nameAt;
    }

    /** Bytes in the name; 0 if there is none. */
    public int nameLength() {
        return nameLength;
    }

    /** Whether a u8 length stands before the name, in place of a NUL after it. */
    public boolean isNamePrefixed() {
        int place = TypeNamePlace.of(leaf());
        return place != TypeNamePlace.NONE && TypeNamePlace.isPrefixed(place);
    }

    /** Whether {@link #findName} saw a decorated name too. */
    public boolean hasUniqueName() {
        return nameAt >= 0 && uniqueAt >= 0;
    }

    /** Index in {@link #buffer} of the first byte of the decorated name. */
    public int uniqueNameAt() {
        return uniqueAt;
    }

    /** Bytes in the decorated name; 0 if there is none. */
    public int uniqueNameLength() {
        return uniqueLength;
    }

    /** The name as an object, empty if the record has none. */
    public Name name() throws FormatException {
        return findName() ? Name.copyOf(buffer, nameAt, nameLength) : Name.EMPTY;
    }

    /**
     * Gives a reader before the first entry of a field list; it is always the same object.
     *
     * @throws IllegalStateException if the record is no LF_FIELDLIST
     */
    public FieldReader fields() {
        if (leaf() != LeafKind.LF_FIELDLIST) {
            throw new IllegalStateException(LeafNames.nameOf(leaf()) + " is no field list");
        }
        fields.start(at + PREFIX, at + length);
        return fields;
    }

    /** A cursor over a copy of the payload. */
    public ByteCursor payload() {
        byte[] copy = Arrays.copyOfRange(buffer, at + PREFIX, at + length);
        return new ByteCursor(copy, 0, copy.length, place(at + PREFIX));
    }

    /**
     * The record as an object.
     *
     * @throws FormatException {@code TRUNCATED} if a field of a known kind does not fit
     */
    public TypeRecord decode() throws FormatException {
        ByteCursor in = new ByteCursor(buffer, at + PREFIX, length - PREFIX, place(at + PREFIX));
        return TypeDecoder.decode(leaf(), in, this);
    }

    /** The place of an index of the buffer, for messages. */
    Origin place(int bufferIndex) {
        return stream.origin().plus(base + bufferIndex);
    }

    private FormatException cut(int from, String problem) {
        return new FormatException(FormatException.Kind.TRUNCATED, place(from), problem);
    }
}
