// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.dbh.symbol.Tag;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;

/**
 * The fields by which symbols are chosen, read from the record that a reader stands on without making an object (layouts: the records of
 * {@code format.codeview}; kinds: dbh.md 5.1). Confined to one thread.
 */
final class RecordFields {
    /** The kind has no tag. */
    static final int NO_TAG = 0;

    private int tag;
    private int section;
    private long offset;
    private long length;
    private long type;
    private boolean placed;

    /** The tag of a kind of records, or {@link #NO_TAG}. */
    static int tagOf(int kind) {
        return switch (kind) {
            case SymbolKinds.S_GPROC32,
                    SymbolKinds.S_LPROC32,
                    SymbolKinds.S_GPROC32_ID,
                    SymbolKinds.S_LPROC32_ID,
                    SymbolKinds.S_LPROC32_DPC,
                    SymbolKinds.S_LPROC32_DPC_ID -> Tag.FUNCTION;
            case SymbolKinds.S_GPROC32_ST,
                    SymbolKinds.S_LPROC32_ST,
                    SymbolKinds.S_GPROC32_16t,
                    SymbolKinds.S_LPROC32_16t -> Tag.FUNCTION;
            case SymbolKinds.S_GMANPROC, SymbolKinds.S_LMANPROC, SymbolKinds.S_GMANPROC_ST, SymbolKinds.S_LMANPROC_ST ->
                Tag.FUNCTION;
            case SymbolKinds.S_THUNK32, SymbolKinds.S_THUNK32_ST -> Tag.THUNK;
            case SymbolKinds.S_BLOCK32, SymbolKinds.S_BLOCK32_ST -> Tag.BLOCK;
            case SymbolKinds.S_LABEL32, SymbolKinds.S_LABEL32_ST -> Tag.LABEL;
            case SymbolKinds.S_PUB32, SymbolKinds.S_PUB32_ST, SymbolKinds.S_PUB32_16t -> Tag.PUBLIC_SYMBOL;
            case SymbolKinds.S_UDT,
                    SymbolKinds.S_COBOLUDT,
                    SymbolKinds.S_UDT_ST,
                    SymbolKinds.S_COBOLUDT_ST,
                    SymbolKinds.S_UDT_16t,
                    SymbolKinds.S_COBOLUDT_16t -> Tag.TYPEDEF;
            case SymbolKinds.S_ANNOTATION -> Tag.ANNOTATION;
            case SymbolKinds.S_UNAMESPACE, SymbolKinds.S_UNAMESPACE_ST -> Tag.USING_NAMESPACE;
            case SymbolKinds.S_INLINESITE, SymbolKinds.S_INLINESITE2 -> Tag.INLINE_SITE;
            case SymbolKinds.S_CALLSITEINFO -> Tag.CALL_SITE;
            case SymbolKinds.S_HEAPALLOCSITE -> Tag.HEAP_ALLOCATION_SITE;
            case SymbolKinds.S_COFFGROUP -> Tag.COFF_GROUP;
            case SymbolKinds.S_EXPORT -> Tag.EXPORT;
            case SymbolKinds.S_OBJNAME,
                    SymbolKinds.S_OBJNAME_ST,
                    SymbolKinds.S_COMPILE2,
                    SymbolKinds.S_COMPILE2_ST,
                    SymbolKinds.S_COMPILE3 -> Tag.COMPILAND_DETAILS;
            case SymbolKinds.S_ENVBLOCK -> Tag.COMPILAND_ENVIRONMENT;
            default -> isStatic(kind) || isValue(kind) || isLocal(kind) ? Tag.DATA : NO_TAG;
        };
    }

    /** Whether records of a kind are data at an address of the image. */
    static boolean isStatic(int kind) {
        return switch (kind) {
            case SymbolKinds.S_LDATA32, SymbolKinds.S_GDATA32, SymbolKinds.S_LMANDATA, SymbolKinds.S_GMANDATA -> true;
            case SymbolKinds.S_LDATA32_ST,
                    SymbolKinds.S_GDATA32_ST,
                    SymbolKinds.S_LDATA32_16t,
                    SymbolKinds.S_GDATA32_16t,
                    SymbolKinds.S_LMANDATA_ST,
                    SymbolKinds.S_GMANDATA_ST -> true;
            default -> false;
        };
    }

    /** Whether records of a kind are data of each thread. */
    static boolean isThread(int kind) {
        return switch (kind) {
            case SymbolKinds.S_LTHREAD32,
                    SymbolKinds.S_GTHREAD32,
                    SymbolKinds.S_LTHREAD32_ST,
                    SymbolKinds.S_GTHREAD32_ST,
                    SymbolKinds.S_LTHREAD32_16t,
                    SymbolKinds.S_GTHREAD32_16t -> true;
            default -> false;
        };
    }

    /** Whether records of a kind can be seen in their own object file only. */
    static boolean isOfOneModule(int kind) {
        return switch (kind) {
            case SymbolKinds.S_LDATA32,
                    SymbolKinds.S_LDATA32_ST,
                    SymbolKinds.S_LDATA32_16t,
                    SymbolKinds.S_LMANDATA,
                    SymbolKinds.S_LMANDATA_ST -> true;
            case SymbolKinds.S_LTHREAD32,
                    SymbolKinds.S_LTHREAD32_ST,
                    SymbolKinds.S_LTHREAD32_16t,
                    SymbolKinds.S_FILESTATIC -> true;
            default -> false;
        };
    }

    private static boolean isValue(int kind) {
        return isThread(kind)
                || switch (kind) {
                    case SymbolKinds.S_CONSTANT,
                            SymbolKinds.S_MANCONSTANT,
                            SymbolKinds.S_CONSTANT_ST,
                            SymbolKinds.S_CONSTANT_16t,
                            SymbolKinds.S_FILESTATIC -> true;
                    default -> false;
                };
    }

    /** Whether records of a kind are variables that only a function has. */
    static boolean isLocal(int kind) {
        return switch (kind) {
            case SymbolKinds.S_LOCAL,
                    SymbolKinds.S_REGISTER,
                    SymbolKinds.S_MANYREG,
                    SymbolKinds.S_MANYREG2,
                    SymbolKinds.S_BPREL32,
                    SymbolKinds.S_REGREL32,
                    SymbolKinds.S_LOCALSLOT,
                    SymbolKinds.S_PARAMSLOT -> true;
            case SymbolKinds.S_REGISTER_ST,
                    SymbolKinds.S_BPREL32_ST,
                    SymbolKinds.S_REGREL32_ST,
                    SymbolKinds.S_BPREL32_16t,
                    SymbolKinds.S_REGREL32_16t -> true;
            case SymbolKinds.S_MANSLOT,
                    SymbolKinds.S_MANFRAMEREL,
                    SymbolKinds.S_MANREGISTER,
                    SymbolKinds.S_MANREGREL,
                    SymbolKinds.S_ATTR_FRAMEREL,
                    SymbolKinds.S_ATTR_REGISTER -> true;
            case SymbolKinds.S_ATTR_REGREL,
                    SymbolKinds.S_ATTR_MANYREG,
                    SymbolKinds.S_MANMANYREG,
                    SymbolKinds.S_MANMANYREG2 -> true;
            default -> false;
        };
    }

    /** Whether listings of a module show records of a tag at its outermost level. */
    static boolean isListed(int tag) {
        return tag == Tag.FUNCTION || tag == Tag.DATA || tag == Tag.THUNK;
    }

    /** Reads the fields. */
    void read(SymbolReader record) throws FormatException {
        int kind = record.kind();
        tag = tagOf(kind);
        placed = true;
        section = 0;
        offset = 0;
        length = 0;
        type = 0;
        switch (tag) {
            case Tag.FUNCTION -> readFunction(record);
            case Tag.THUNK -> place(record, 12, 16, record.u16(18));
            case Tag.BLOCK -> place(record, 12, 16, record.u32(8));
            case Tag.PUBLIC_SYMBOL -> readWide(record, kind == SymbolKinds.S_PUB32_16t);
            case Tag.LABEL, Tag.CALL_SITE, Tag.HEAP_ALLOCATION_SITE, Tag.ANNOTATION -> place(record, 0, 4, 0);
            case Tag.COFF_GROUP -> place(record, 8, 12, record.u32(0));
            case Tag.DATA -> readData(record);
            case Tag.TYPEDEF -> {
                placed = false;
                type = isNarrow(kind) ? record.u16(0) : record.u32(0);
            }
            default -> placed = false;
        }
    }

    private void readFunction(SymbolReader record) throws FormatException {
        if (isNarrow(record.kind())) {
            place(record, 24, 28, record.u32(12));
        } else {
            place(record, 28, 32, record.u32(12));
        }
    }

    private void readData(SymbolReader record) throws FormatException {
        if (isStatic(record.kind()) || isThread(record.kind())) {
            boolean narrow = isNarrow(record.kind());
            readWide(record, narrow);
            type = narrow ? record.u16(6) : record.u32(0);
            placed = isStatic(record.kind());
        } else {
            placed = false;
        }
    }

    /** A word, then the place; with narrow types the word is behind it. */
    private void readWide(SymbolReader record, boolean narrow) throws FormatException {
        place(record, narrow ? 0 : 4, narrow ? 4 : 8, 0);
    }

    private void place(SymbolReader record, int offsetAt, int sectionAt, long bytes) throws FormatException {
        offset = record.u32(offsetAt);
        section = record.u16(sectionAt);
        length = bytes;
    }

    private static boolean isNarrow(int kind) {
        return switch (kind) {
            case SymbolKinds.S_LPROC32_16t,
                    SymbolKinds.S_GPROC32_16t,
                    SymbolKinds.S_PUB32_16t,
                    SymbolKinds.S_LDATA32_16t,
                    SymbolKinds.S_GDATA32_16t -> true;
            case SymbolKinds.S_LTHREAD32_16t,
                    SymbolKinds.S_GTHREAD32_16t,
                    SymbolKinds.S_UDT_16t,
                    SymbolKinds.S_COBOLUDT_16t -> true;
            default -> false;
        };
    }

    /** The kind, or {@link #NO_TAG}. */
    int tag() {
        return tag;
    }

    /** Whether it lies in the image. */
    boolean isPlaced() {
        return placed;
    }

    /** 1-based section. */
    int section() {
        return section;
    }

    /** Bytes from the start of the section; of data of a thread, from the start of the thread's. */
    long offset() {
        return offset;
    }

    /** Bytes of code; 0 of data. */
    long length() {
        return length;
    }

    /** The type of data or of a typedef, as the record has it. */
    long type() {
        return type;
    }

    /** Whether the symbol covers an address of the same section. */
    boolean covers(int inSection, long at) {
        return placed && section == inSection && at >= offset && at - offset < Math.max(1, length);
    }
}
