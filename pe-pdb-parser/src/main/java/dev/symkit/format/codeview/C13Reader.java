// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.format.io.Slice;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Walks the C13 subsections of a module: line numbers, file checksums, inlinees and so on. Moves from one to the next without
 * garbage; the bytes of a subsection are read when they are asked for.
 *
 * <p>Layout of one, little-endian: u32 kind, u32 length, that many bytes, padding to a multiple of four from the start of the stream.
 * The padding may be missing at the end. Kinds with bit 31 set are to be ignored, and {@link #next} passes over them; kinds that are
 * not known are given to the caller like all others. Source: microsoft-pdb, {@code cvinfo.h}, {@code DEBUG_S_SUBSECTION_TYPE}, and
 * the LLVM document on the module stream.
 *
 * <p>Confined to one thread; {@link #reset} allows one reader to serve all modules of a PDB.
 */
public final class C13Reader {
    /** Symbol records; in object files only. */
    public static final int SYMBOLS = 0xF1;

    /** Line numbers of one piece of code: {@link LinesReader}. */
    public static final int LINES = 0xF2;

    /** NUL-terminated strings; in object files and mini PDBs. */
    public static final int STRING_TABLE = 0xF3;

    /** Source files with their checksums: {@link Checksums}. */
    public static final int FILE_CHECKSUMS = 0xF4;

    /** Frame descriptions of x86 code: {@link FrameDataSubsection}. */
    public static final int FRAME_DATA = 0xF5;

    /** Source positions of inlined functions: {@link InlineeReader}. */
    public static final int INLINEE_LINES = 0xF6;

    /** Ids that other modules define: {@link CrossModuleImports}. */
    public static final int CROSS_SCOPE_IMPORTS = 0xF7;

    /** Ids that other modules use: {@link CrossModuleExports}. */
    public static final int CROSS_SCOPE_EXPORTS = 0xF8;

    /** Lines of managed code; not decoded. */
    public static final int IL_LINES = 0xF9;

    /** Tokens of managed functions; not decoded. */
    public static final int FUNC_MDTOKEN_MAP = 0xFA;

    /** Tokens of managed types; not decoded. */
    public static final int TYPE_MDTOKEN_MAP = 0xFB;

    /** Merged managed input; not decoded. */
    public static final int MERGED_ASSEMBLY_INPUT = 0xFC;

    /** Relative addresses of COFF symbols; not decoded. */
    public static final int COFF_SYMBOL_RVA = 0xFD;

    /** Tokens of inlined managed functions; not decoded. */
    public static final int INLINEE_MDTOKEN_MAP = 0xFE;

    /** Hashes of types for eXtended Flow Guard; layout not published. */
    public static final int XFG_HASH_TYPE = 0xFF;

    /** Hashes of virtual functions for eXtended Flow Guard; layout not published. */
    public static final int XFG_HASH_VIRTUAL = 0x100;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER = 8;
    private static final int CHUNK = 1 << 16;

    private RandomBytes stream;
    private long end;
    private long at;
    private int kind;
    private long offset;
    private int length;

    /** Bytes of the stream from {@code loadedFrom} on; {@code loaded} of them are valid. */
    private byte[] buffer = new byte[0];

    private long loadedFrom;
    private int loaded;

    /**
     * Starts before the first subsection; nothing is read yet.
     *
     * @param stream the module stream
     * @param start offset of the first subsection
     * @param end offset of the first byte after the last one
     */
    public C13Reader(RandomBytes stream, long start, long end) {
        this.stream = stream;
        this.at = start;
        this.end = end;
    }

    /** Starts again, before the first subsection of another module. The parameters are those of the constructor. */
    public void reset(RandomBytes newStream, long start, long newEnd) {
        stream = newStream;
        at = start;
        end = newEnd;
        kind = 0;
        offset = start;
        length = 0;
        loaded = 0;
    }

    /**
     * Moves to the next subsection.
     *
     * @return false if there is none
     * @throws FormatException {@code TRUNCATED} if the subsection does not fit
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        while (at < end) {
            int header = load(at, HEADER);
            kind = (int) INT.get(buffer, header);
            long size = Integer.toUnsignedLong((int) INT.get(buffer, header + 4));
            if (size > end - at - HEADER || size > Integer.MAX_VALUE) {
                throw error(
                        FormatException.Kind.TRUNCATED,
                        at + 4,
                        String.format(
                                Locale.ROOT,
                                "C13 subsection size 0x%08X exceeds the 0x%08X bytes left",
                                size,
                                end - at - HEADER));
            }
            offset = at + HEADER;
            length = (int) size;
            at = Math.min(end, offset + length + (-(offset + length) & 3));
            if (kind >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Moves to the next subsection of one kind.
     *
     * @param wanted the kind
     * @return false if there is none
     * @throws IOException as {@link #next}
     */
    public boolean next(int wanted) throws IOException {
        while (next()) {
            if (kind == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Kind of the subsection, one of the constants above or another number. */
    public int kind() {
        return kind;
    }

    /** Bytes from the start of the stream to the subsection's data. */
    public long offset() {
        return offset;
    }

    /** Bytes in the subsection's data, without header and padding. */
    public int length() {
        return length;
    }

    /**
     * Gives a cursor over the data. It stays valid only until the reader moves.
     *
     * @throws FormatException {@code LIMIT} if the subsection is larger than {@link Limits#MAX_WINDOW}
     * @throws IOException if the file cannot be read
     */
    public ByteCursor data() throws IOException {
        int index = load();
        return new ByteCursor(buffer, index, length, stream.origin().plus(offset));
    }

    /**
     * Gives a copy of the data.
     *
     * @throws IOException as {@link #data}
     */
    public Slice raw() throws IOException {
        int index = load(); // may change the buffer
        return Slice.copyOf(buffer, index, length);
    }

    /** Reads the data into the buffer and gives the index of its first byte there. It is valid until the reader moves. */
    int load() throws IOException {
        return load(offset, length);
    }

    /** A 32-bit value at an index of the buffer. */
    int i32(int index) {
        return (int) INT.get(buffer, index);
    }

    /** An unsigned 16-bit value at an index of the buffer. */
    int u16(int index) {
        return (short) SHORT.get(buffer, index) & 0xFFFF;
    }

    /** An exception that names the place of a byte of the buffer. */
    FormatException errorAt(int index, String problem) {
        return error(FormatException.Kind.BAD_VALUE, loadedFrom + index, problem);
    }

    private int load(long from, int count) throws IOException {
        long index = from - loadedFrom;
        if (index >= 0 && index <= loaded - (long) count) {
            return (int) index;
        }
        if (count > Limits.MAX_WINDOW) {
            throw error(FormatException.Kind.LIMIT, from, "a subsection of " + count + " bytes is too large");
        }
        if (count > end - from || end > stream.size()) {
            throw error(
                    FormatException.Kind.TRUNCATED,
                    from,
                    count + " bytes are needed here, " + Math.max(0, Math.min(end, stream.size()) - from)
                            + " are left");
        }
        int wanted = (int) Math.min(Math.max(count, CHUNK), end - from);
        if (buffer.length < wanted) {
            buffer = new byte[wanted];
        }
        loaded = 0;
        stream.read(from, buffer, 0, wanted);
        loadedFrom = from;
        loaded = wanted;
        return 0;
    }

    /** An exception that names a place in the stream. */
    FormatException error(FormatException.Kind problemKind, long place, String problem) {
        return new FormatException(problemKind, stream.origin().plus(place), problem);
    }
}
