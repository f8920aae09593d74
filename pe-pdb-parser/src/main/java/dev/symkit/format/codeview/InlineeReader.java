// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.Objects;

/**
 * Walks the inlinee lines of a module without garbage: for each function that was inlined somewhere in the module, where its source
 * begins.
 *
 * <p>Layout of subsection 0xF6, little-endian: u32 form; form 0 has {u32 inlinee id, u32 place in the checksum subsection, u32 line} to
 * the end, form 1 after each of these u32 n and n more places in the checksum subsection. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * CV_InlineeSourceLine}, {@code CV_InlineeSourceLineEx}. The walk goes on over all such subsections of the module.
 *
 * <p>Confined to one thread.
 */
public final class InlineeReader {
    private static final int ENTRY = 12;
    private static final int FORM_PLAIN = 0;
    private static final int FORM_EXTRA_FILES = 1;

    private final C13Reader subsections;

    private int form;
    private int entry;
    private int next;
    private int end;

    /**
     * Starts before the first entry; nothing is read yet.
     *
     * @param stream the module stream
     * @param start offset of the first C13 subsection
     * @param end offset of the first byte after the last one
     */
    public InlineeReader(RandomBytes stream, long start, long end) {
        this.subsections = new C13Reader(stream, start, end);
    }

    /**
     * Moves to the next entry.
     *
     * @return false if there is none
     * @throws FormatException {@code TRUNCATED} or {@code LIMIT} as {@link C13Reader#next}; {@code BAD_VALUE} if an entry does not fit its
     *     subsection; {@code UNSUPPORTED} if the form is not known
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        while (next == end) {
            if (!subsections.next(C13Reader.INLINEE_LINES)) {
                return false;
            }
            open();
        }
        entry = next;
        int left = end - entry;
        int fixed = form == FORM_EXTRA_FILES ? ENTRY + 4 : ENTRY;
        if (left < fixed) {
            throw subsections.errorAt(entry, left + " bytes are left for an inlinee of " + fixed);
        }
        next = entry + fixed;
        if (form == FORM_EXTRA_FILES) {
            long extra = Integer.toUnsignedLong(subsections.i32(entry + ENTRY));
            if (extra > (end - next) / 4) {
                throw subsections.errorAt(
                        entry + ENTRY, extra + " more files do not fit in the " + (end - next) + " bytes left");
            }
            next += (int) extra * 4;
        }
        return true;
    }

    private void open() throws IOException {
        int start = subsections.load();
        if (subsections.length() < 4) {
            throw subsections.errorAt(
                    start, "an inlinee subsection of " + subsections.length() + " bytes is too small");
        }
        form = subsections.i32(start);
        if (form != FORM_PLAIN && form != FORM_EXTRA_FILES) {
            throw subsections.error(
                    FormatException.Kind.UNSUPPORTED,
                    subsections.offset(),
                    "form " + Integer.toUnsignedString(form) + " of inlinee lines is not known");
        }
        next = start + 4;
        end = start + subsections.length();
    }

    /** Id of the function as stored; with bit 31 an import: {@link CrossModuleIds}. */
    public int id() {
        return subsections.i32(entry);
    }

    /** Place of the source file in the data of the checksum subsection: see {@link Checksums#at}. */
    public long fileOffset() {
        return Integer.toUnsignedLong(subsections.i32(entry + 4));
    }

    /** Line where the function begins, unsigned 32-bit. */
    public long line() {
        return Integer.toUnsignedLong(subsections.i32(entry + 8));
    }

    /** Number of further files that the function's source comes from. */
    public int extraFileCount() {
        return form == FORM_EXTRA_FILES ? subsections.i32(entry + ENTRY) : 0;
    }

    /**
     * Place of a further file in the data of the checksum subsection.
     *
     * @param index from 0
     */
    public long extraFileOffset(int index) {
        return Integer.toUnsignedLong(
                subsections.i32(entry + ENTRY + 4 + 4 * Objects.checkIndex(index, extraFileCount())));
    }

    /** An exception that names the current subsection. */
    FormatException limit(String problem) {
        return subsections.error(FormatException.Kind.LIMIT, subsections.offset(), problem);
    }
}
