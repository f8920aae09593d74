// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static dev.symkit.format.codeview.SymbolKinds.S_ANNOTATIONREF;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_FRAMEREL;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_MANYREG;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_REGREL;
import static dev.symkit.format.codeview.SymbolKinds.S_BLOCK32;
import static dev.symkit.format.codeview.SymbolKinds.S_BLOCK32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_BPREL32;
import static dev.symkit.format.codeview.SymbolKinds.S_BPREL32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_BPREL32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_COBOLUDT;
import static dev.symkit.format.codeview.SymbolKinds.S_COBOLUDT_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_COBOLUDT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_COFFGROUP;
import static dev.symkit.format.codeview.SymbolKinds.S_COMPILE2;
import static dev.symkit.format.codeview.SymbolKinds.S_COMPILE2_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_COMPILE3;
import static dev.symkit.format.codeview.SymbolKinds.S_CONSTANT;
import static dev.symkit.format.codeview.SymbolKinds.S_CONSTANT_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_CONSTANT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_DATAREF;
import static dev.symkit.format.codeview.SymbolKinds.S_DATAREF_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_EXPORT;
import static dev.symkit.format.codeview.SymbolKinds.S_FASTLINK;
import static dev.symkit.format.codeview.SymbolKinds.S_FILESTATIC;
import static dev.symkit.format.codeview.SymbolKinds.S_GDATA32;
import static dev.symkit.format.codeview.SymbolKinds.S_GDATA32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_GDATA32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANDATA;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANDATA_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANPROC;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANPROC_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32_ID;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GTHREAD32;
import static dev.symkit.format.codeview.SymbolKinds.S_GTHREAD32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_GTHREAD32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_HOTPATCHFUNC;
import static dev.symkit.format.codeview.SymbolKinds.S_LABEL32;
import static dev.symkit.format.codeview.SymbolKinds.S_LABEL32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LDATA32;
import static dev.symkit.format.codeview.SymbolKinds.S_LDATA32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_LDATA32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LMANDATA;
import static dev.symkit.format.codeview.SymbolKinds.S_LMANDATA_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LMANPROC;
import static dev.symkit.format.codeview.SymbolKinds.S_LMANPROC_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LOCAL;
import static dev.symkit.format.codeview.SymbolKinds.S_LOCALSLOT;
import static dev.symkit.format.codeview.SymbolKinds.S_LOCALSLOT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_DPC;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_DPC_ID;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_ID;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROCREF;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROCREF_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_LTHREAD32;
import static dev.symkit.format.codeview.SymbolKinds.S_LTHREAD32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_LTHREAD32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANCONSTANT;
import static dev.symkit.format.codeview.SymbolKinds.S_MANFRAMEREL;
import static dev.symkit.format.codeview.SymbolKinds.S_MANFRAMEREL_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG2;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG2_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGISTER_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGREL;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGREL_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANSLOT;
import static dev.symkit.format.codeview.SymbolKinds.S_MANSLOT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG2;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG2_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_OBJNAME;
import static dev.symkit.format.codeview.SymbolKinds.S_OBJNAME_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_PARAMSLOT;
import static dev.symkit.format.codeview.SymbolKinds.S_PARAMSLOT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_PROCREF;
import static dev.symkit.format.codeview.SymbolKinds.S_PROCREF_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_PUB32;
import static dev.symkit.format.codeview.SymbolKinds.S_PUB32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_PUB32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_REF_MINIPDB;
import static dev.symkit.format.codeview.SymbolKinds.S_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_REGISTER_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_REGISTER_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_REGREL32;
import static dev.symkit.format.codeview.SymbolKinds.S_REGREL32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_REGREL32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_SECTION;
import static dev.symkit.format.codeview.SymbolKinds.S_THUNK32;
import static dev.symkit.format.codeview.SymbolKinds.S_THUNK32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_TOKENREF;
import static dev.symkit.format.codeview.SymbolKinds.S_UDT;
import static dev.symkit.format.codeview.SymbolKinds.S_UDT_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_UDT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_UNAMESPACE;
import static dev.symkit.format.codeview.SymbolKinds.S_UNAMESPACE_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_WITH32;
import static dev.symkit.format.codeview.SymbolKinds.S_WITH32_ST;

import dev.symkit.format.io.FormatException;

/** Where the payload of a record has its name. */
final class SymbolNames {
    /** The kind has no name. */
    private static final int NONE = -1;

    /** The name follows a numeric leaf behind a type index. */
    private static final int BEHIND_NUMERIC = -2;

    /** The name follows a count and as many registers. */
    private static final int BEHIND_REGISTERS = -3;

    /** The name follows the record. */
    private static final int BEHIND_RECORD = -4;

    /** Bytes of a record before its payload. */
    private static final int PREFIX = 4;

    private static final int FIRST = 0x1000;
    private static final int LAST = 0x11FF;
    private static final byte[] TABLE = table();

    private SymbolNames() {}

    /**
     * Bytes from the start of the payload of a record to its name.
     *
     * @return -1 if the kind has no name, or where it lies is not known
     * @throws FormatException {@code TRUNCATED} if the record ends before the name
     */
    static int find(SymbolReader record) throws FormatException {
        int place = placeOf(record.kind());
        return switch (place) {
            case BEHIND_NUMERIC -> behindNumeric(record);
            case BEHIND_REGISTERS -> behindRegisters(record);
            case BEHIND_RECORD -> RecordBytes.u16(record.buffer(), record.bodyStart() - PREFIX) - 2;
            default -> place;
        };
    }

    private static int behindRegisters(SymbolReader record) throws FormatException {
        int kind = record.kind();
        int at = typeBytes(kind) + (SymbolKinds.hasAttributes(kind) ? 8 : 0);
        return SymbolKinds.hasWideRegisters(kind) ? at + 2 + 2 * record.u16(at) : at + 1 + record.u8(at);
    }

    private static int behindNumeric(SymbolReader record) throws FormatException {
        int at = typeBytes(record.kind());
        int leaf = record.u16(at);
        at += 2;
        int size = Numeric.sizeOf(leaf);
        if (size >= 0) {
            return at + size;
        }
        if (leaf == Numeric.VARSTRING) {
            return at + 2 + record.u16(at);
        }
        return leaf == Numeric.UTF8_TEXT ? at + record.lengthToNul(at) + 1 : NONE;
    }

    private static int typeBytes(int kind) {
        return SymbolKinds.hasNarrowType(kind) ? 2 : 4;
    }

    /** Bytes from the start of the payload to the name, or one of the negative numbers above. */
    private static int placeOf(int kind) {
        return kind >= FIRST && kind <= LAST ? TABLE[kind - FIRST] : old(kind);
    }

    private static byte[] table() {
        byte[] table = new byte[LAST - FIRST + 1];
        for (int kind = FIRST; kind <= LAST; kind++) {
            table[kind - FIRST] = (byte) global(kind);
        }
        return table;
    }

    private static int old(int kind) {
        return switch (kind) {
            case S_UDT_16t, S_COBOLUDT_16t -> 2;
            case S_REGISTER_16t, S_OBJNAME_ST -> 4;
            case S_BPREL32_16t -> 6;
            case S_LABEL32_ST -> 7;
            case S_LDATA32_16t, S_GDATA32_16t, S_PUB32_16t, S_LTHREAD32_16t, S_GTHREAD32_16t, S_REGREL32_16t -> 8;
            case S_BLOCK32_ST, S_WITH32_ST -> 18;
            case S_THUNK32_ST -> 21;
            case S_LPROC32_16t, S_GPROC32_16t -> 33;
            case S_CONSTANT_16t -> BEHIND_NUMERIC;
            case S_MANYREG_16t -> BEHIND_REGISTERS;
            case S_PROCREF_ST, S_DATAREF_ST, S_LPROCREF_ST -> BEHIND_RECORD;
            default -> NONE;
        };
    }

    /** Kinds of symbols that also lie outside of procedures. */
    private static int global(int kind) {
        return switch (kind) {
            case S_UNAMESPACE, S_UNAMESPACE_ST -> 0;
            case S_UDT, S_COBOLUDT, S_UDT_ST, S_COBOLUDT_ST, S_OBJNAME, S_EXPORT, S_HOTPATCHFUNC -> 4;
            case S_FASTLINK -> 6;
            case S_REF_MINIPDB -> 8;
            case S_LDATA32, S_GDATA32, S_LMANDATA, S_GMANDATA, S_LTHREAD32, S_GTHREAD32, S_PUB32 -> 10;
            case S_LDATA32_ST, S_GDATA32_ST, S_LMANDATA_ST, S_GMANDATA_ST, S_PUB32_ST -> 10;
            case S_LTHREAD32_ST, S_GTHREAD32_ST -> 10;
            case S_PROCREF, S_LPROCREF, S_DATAREF, S_ANNOTATIONREF, S_TOKENREF, S_FILESTATIC -> 10;
            case S_COFFGROUP -> 14;
            case S_SECTION -> 16;
            case S_COMPILE2, S_COMPILE2_ST -> 18;
            case S_COMPILE3 -> 22;
            case S_CONSTANT, S_MANCONSTANT, S_CONSTANT_ST -> BEHIND_NUMERIC;
            default -> code(kind);
        };
    }

    /** Procedures and what lies in them. */
    private static int code(int kind) {
        return switch (kind) {
            case S_LOCAL, S_REGISTER, S_REGISTER_ST -> 6;
            case S_LABEL32 -> 7;
            case S_BPREL32, S_BPREL32_ST, S_LOCALSLOT, S_PARAMSLOT, S_LOCALSLOT_ST, S_PARAMSLOT_ST -> 8;
            case S_REGREL32, S_REGREL32_ST -> 10;
            case S_MANREGISTER, S_MANREGISTER_ST, S_ATTR_REGISTER -> 14;
            case S_MANFRAMEREL, S_MANFRAMEREL_ST, S_ATTR_FRAMEREL, S_MANSLOT, S_MANSLOT_ST -> 16;
            case S_MANREGREL, S_MANREGREL_ST, S_ATTR_REGREL, S_BLOCK32, S_WITH32 -> 18;
            case S_THUNK32 -> 21;
            case S_GPROC32, S_LPROC32, S_GPROC32_ID, S_LPROC32_ID, S_LPROC32_DPC, S_LPROC32_DPC_ID -> 35;
            case S_GPROC32_ST, S_LPROC32_ST -> 35;
            case S_GMANPROC, S_LMANPROC, S_GMANPROC_ST, S_LMANPROC_ST -> 37;
            case S_MANYREG, S_MANYREG_ST, S_MANYREG2, S_MANYREG2_ST, S_ATTR_MANYREG -> BEHIND_REGISTERS;
            case S_MANMANYREG, S_MANMANYREG_ST, S_MANMANYREG2, S_MANMANYREG2_ST -> BEHIND_REGISTERS;
            default -> NONE;
        };
    }
}
