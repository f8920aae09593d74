// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static dev.symkit.format.codeview.LeafKind.LF_BCLASS;
import static dev.symkit.format.codeview.LeafKind.LF_BINTERFACE;
import static dev.symkit.format.codeview.LeafKind.LF_ENUMERATE;
import static dev.symkit.format.codeview.LeafKind.LF_ENUMERATE_ST;
import static dev.symkit.format.codeview.LeafKind.LF_FRIENDCLS;
import static dev.symkit.format.codeview.LeafKind.LF_FRIENDFCN;
import static dev.symkit.format.codeview.LeafKind.LF_FRIENDFCN_ST;
import static dev.symkit.format.codeview.LeafKind.LF_INDEX;
import static dev.symkit.format.codeview.LeafKind.LF_IVBCLASS;
import static dev.symkit.format.codeview.LeafKind.LF_MEMBER;
import static dev.symkit.format.codeview.LeafKind.LF_MEMBERMODIFY;
import static dev.symkit.format.codeview.LeafKind.LF_MEMBERMODIFY_ST;
import static dev.symkit.format.codeview.LeafKind.LF_MEMBER_ST;
import static dev.symkit.format.codeview.LeafKind.LF_METHOD;
import static dev.symkit.format.codeview.LeafKind.LF_METHOD_ST;
import static dev.symkit.format.codeview.LeafKind.LF_NESTTYPE;
import static dev.symkit.format.codeview.LeafKind.LF_NESTTYPEEX;
import static dev.symkit.format.codeview.LeafKind.LF_NESTTYPEEX_ST;
import static dev.symkit.format.codeview.LeafKind.LF_NESTTYPE_ST;
import static dev.symkit.format.codeview.LeafKind.LF_ONEMETHOD;
import static dev.symkit.format.codeview.LeafKind.LF_ONEMETHOD_ST;
import static dev.symkit.format.codeview.LeafKind.LF_STMEMBER;
import static dev.symkit.format.codeview.LeafKind.LF_STMEMBER_ST;
import static dev.symkit.format.codeview.LeafKind.LF_VBCLASS;
import static dev.symkit.format.codeview.LeafKind.LF_VFUNCOFF;
import static dev.symkit.format.codeview.LeafKind.LF_VFUNCTAB;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;

/**
 * Walks the entries of a field list without garbage; {@link #decode} makes an object of the entry it stands on.
 *
 * <p>Entries follow one another without a length. Each is a u16 leaf and the fields of its kind, then filling bytes 0xF0 to 0xFF, the
 * low half of which is the number of bytes to the next entry. Source: microsoft-pdb, {@code cvinfo.h}. A list that goes on in
 * another (LF_INDEX) is not followed. Belongs to a {@link TypeReader} and is valid until that moves. Confined to one thread.
 */
public final class FieldReader {
    private static final int FILLING = 0xF0;
    private static final int HAS_TYPE = 1;
    private static final int HAS_SECOND_TYPE = 2;
    private static final int HAS_VALUE = 4;
    private static final int HAS_SECOND_VALUE = 8;
    private static final int HAS_TABLE_OFFSET_IF_INTRO = 16;
    private static final int HAS_OFFSET = 32;
    private static final int HAS_NAME = 64;
    private static final int HAS_ST_NAME = 128;
    private static final int UNKNOWN = 256;

    private final TypeReader owner;
    private byte[] bytes = new byte[0];
    private int end;
    private int next;

    private int at;
    private int shape;
    private int leaf;
    private int attributes;
    private long type;
    private long secondType;
    private long extra;
    private int valueAt;
    private int secondValueAt;
    private int nameAt;
    private int nameLength;

    FieldReader(TypeReader owner) {
        this.owner = owner;
    }

    /** Puts the reader on a list whose entries are [from, to) of the owner's buffer. */
    void start(int from, int to) {
        bytes = owner.buffer();
        next = from;
        end = to;
    }

    /**
     * Moves to the next entry.
     *
     * @return false if there is none
     * @throws FormatException {@code TRUNCATED} if the entry does not fit the list
     */
    public boolean next() throws FormatException {
        while (next < end && (bytes[next] & 0xFF) >= FILLING) {
            next += Math.max(1, bytes[next] & 0xF);
        }
        if (next >= end) {
            return false;
        }
        at = next;
        int from = at;
        need(from, 4);
        leaf = RecordBytes.u16(bytes, from);
        attributes = RecordBytes.u16(bytes, from + 2);
        shape = shapeOf(leaf);
        read(from + 4);
        return true;
    }

    private void read(int afterAttributes) throws FormatException {
        int from = afterAttributes;
        type = 0;
        if ((shape & HAS_TYPE) != 0) {
            need(from, 4);
            type = RecordBytes.u32(bytes, from);
            from += 4;
        }
        if ((shape & HAS_SECOND_TYPE) != 0) {
            need(from, 4);
            secondType = RecordBytes.u32(bytes, from);
            from += 4;
        }
        extra = -1;
        if ((shape & HAS_OFFSET) != 0
                || ((shape & HAS_TABLE_OFFSET_IF_INTRO) != 0 && FieldAttributes.introducesVirtual(attributes))) {
            need(from, 4);
            extra = RecordBytes.u32(bytes, from);
            from += 4;
        }
        if ((shape & HAS_VALUE) != 0) {
            valueAt = from;
            from = afterNumeric(from);
        }
        if ((shape & HAS_SECOND_VALUE) != 0) {
            secondValueAt = from;
            from = afterNumeric(from);
        }
        next = (shape & UNKNOWN) != 0 ? end : afterName(from);
    }

    private int afterNumeric(int from) throws FormatException {
        if ((shape & UNKNOWN) != 0) {
            return from;
        }
        int size = RecordBytes.numericSize(bytes, from, end);
        if (size == RecordBytes.UNKNOWN) {
            shape = UNKNOWN;
            return from;
        }
        if (size == RecordBytes.CUT) {
            throw cut(from, "a number does not fit the field list");
        }
        return from + size;
    }

    private int afterName(int from) throws FormatException {
        nameAt = from;
        nameLength = 0;
        if ((shape & HAS_NAME) != 0) {
            int nul = RecordBytes.nul(bytes, from, end);
            if (nul < 0) {
                throw cut(from, "a name is not ended by NUL");
            }
            nameLength = nul - from;
            return nul + 1;
        }
        if ((shape & HAS_ST_NAME) != 0) {
            need(from, 1);
            nameLength = bytes[from] & 0xFF;
            nameAt = from + 1;
            need(nameAt, nameLength);
            return nameAt + nameLength;
        }
        return from;
    }

    /** Kind of the entry, see {@link LeafKind}. */
    public int leaf() {
        return leaf;
    }

    /** True if the entry is of a kind that is not known; it then reaches to the end of the list. */
    public boolean isUnknown() {
        return (shape & UNKNOWN) != 0;
    }

    /** The u16 after the leaf: attributes, for LF_METHOD the number of overloads. */
    public int attributes() {
        return attributes;
    }

    /** Type index of the entry, 0 if it has none. */
    public long type() {
        return type;
    }

    /** The first number of the entry (offset, value of a constant), or {@code otherwise} if there is no whole number. */
    public long value(long otherwise) {
        return (shape & HAS_VALUE) == 0 ? otherwise : RecordBytes.numericValue(bytes, valueAt, otherwise);
    }

    /** Array that {@link #nameAt} counts in. */
    public byte[] buffer() {
        return bytes;
    }

    /** Index of the first byte of the name in {@link #buffer}. */
    public int nameAt() {
        return nameAt;
    }

    /** Bytes in the name; 0 if the entry has none. */
    public int nameLength() {
        return nameLength;
    }

    /** The entry as an object. */
    public Field decode() throws FormatException {
        FieldAttributes flags = new FieldAttributes(attributes);
        if (isUnknown()) {
            return new Field.UnknownField(leaf, Slice.copyOf(bytes, at + 2, end - at - 2));
        }
        return switch (leaf) {
            case LF_BCLASS, LF_BINTERFACE -> new Field.BaseClass(leaf, flags, type, value(0));
            case LF_VBCLASS, LF_IVBCLASS ->
                new Field.VirtualBaseClass(
                        leaf, flags, type, secondType, value(0), RecordBytes.numericValue(bytes, secondValueAt, 0));
            case LF_INDEX -> new Field.Continuation(leaf, type);
            case LF_VFUNCTAB, LF_VFUNCOFF -> new Field.FunctionTable(leaf, type, Math.max(0, extra));
            case LF_ENUMERATE, LF_ENUMERATE_ST -> new Field.Enumerate(leaf, flags, number(), name());
            case LF_MEMBER, LF_MEMBER_ST -> new Field.DataMember(leaf, flags, type, value(0), name());
            case LF_STMEMBER, LF_STMEMBER_ST -> new Field.StaticMember(leaf, flags, type, name());
            case LF_METHOD, LF_METHOD_ST -> new Field.Overloads(leaf, attributes, type, name());
            case LF_NESTTYPE, LF_NESTTYPE_ST, LF_NESTTYPEEX, LF_NESTTYPEEX_ST ->
                new Field.NestedType(leaf, flags, type, name());
            case LF_ONEMETHOD, LF_ONEMETHOD_ST -> new Field.OneMethod(leaf, flags, type, extra, name());
            case LF_MEMBERMODIFY, LF_MEMBERMODIFY_ST -> new Field.MemberModify(leaf, flags, type, name());
            default -> new Field.Friend(leaf, type, name());
        };
    }

    private Name name() {
        return Name.copyOf(bytes, nameAt, nameLength);
    }

    private Numeric number() throws FormatException {
        ByteCursor in = new ByteCursor(bytes, valueAt, end - valueAt, owner.place(valueAt));
        return Numeric.read(in)
                .orElseThrow(() -> in.error(FormatException.Kind.UNSUPPORTED, "a number of unknown kind"));
    }

    private static int shapeOf(int leaf) {
        return switch (leaf) {
            case LF_MEMBER -> HAS_TYPE | HAS_VALUE | HAS_NAME;
            case LF_ENUMERATE -> HAS_VALUE | HAS_NAME;
            case LF_ONEMETHOD -> HAS_TYPE | HAS_TABLE_OFFSET_IF_INTRO | HAS_NAME;
            case LF_METHOD, LF_NESTTYPE, LF_NESTTYPEEX, LF_STMEMBER, LF_MEMBERMODIFY, LF_FRIENDFCN ->
                HAS_TYPE | HAS_NAME;
            case LF_BCLASS, LF_BINTERFACE -> HAS_TYPE | HAS_VALUE;
            case LF_VBCLASS, LF_IVBCLASS -> HAS_TYPE | HAS_SECOND_TYPE | HAS_VALUE | HAS_SECOND_VALUE;
            case LF_INDEX, LF_VFUNCTAB, LF_FRIENDCLS -> HAS_TYPE;
            case LF_VFUNCOFF -> HAS_TYPE | HAS_OFFSET;
            case LF_MEMBER_ST -> HAS_TYPE | HAS_VALUE | HAS_ST_NAME;
            case LF_ENUMERATE_ST -> HAS_VALUE | HAS_ST_NAME;
            case LF_ONEMETHOD_ST -> HAS_TYPE | HAS_TABLE_OFFSET_IF_INTRO | HAS_ST_NAME;
            case LF_METHOD_ST, LF_NESTTYPE_ST, LF_NESTTYPEEX_ST, LF_STMEMBER_ST, LF_MEMBERMODIFY_ST, LF_FRIENDFCN_ST ->
                HAS_TYPE | HAS_ST_NAME;
            default -> UNKNOWN;
        };
    }

    private void need(int from, int count) throws FormatException {
        if (count > end - from) {
            throw cut(
                    from, count + " bytes are needed here, " + Math.max(0, end - from) + " are left in the field list");
        }
    }

    private FormatException cut(int from, String problem) {
        return new FormatException(FormatException.Kind.TRUNCATED, owner.place(from), problem);
    }
}
