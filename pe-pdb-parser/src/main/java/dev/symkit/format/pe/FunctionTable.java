// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A function table ({@code .pdata}): one entry for each range of code with unwind data. x64: u32 begin RVA, u32 end RVA, u32 RVA of
 * the unwind data (bit 0: of another entry). ARM64 and ARM: u32 begin RVA, u32 word (bits 0-1: 0 RVA of an xdata record, else packed
 * data). Entries whose begin is 0, as incremental links leave them, are no functions. Source: the PE format document and the
 * exception-handling documents for x64, ARM64 and ARM. Immutable.
 */
public final class FunctionTable {
    /** The three forms of entries. */
    public enum Form {
        /** 12 bytes. */
        X64(12),
        /** 8 bytes, code in units of four bytes. */
        ARM64(8),
        /** 8 bytes, code in units of two bytes. */
        ARM(8);

        private final int size;

        Form(int size) {
            this.size = size;
        }

        /** Bytes of one entry. */
        public int size() {
            return size;
        }

        /**
         * The form that a machine's images use.
         *
         * @param machine IMAGE_FILE_MACHINE number
         * @return the form, or empty if the machine has none or another
         */
        public static Optional<Form> of(int machine) {
            return switch (Machine.processor(machine)) {
                case Machine.X64 -> Optional.of(X64);
                case Machine.ARM64 -> Optional.of(ARM64);
                case Machine.ARM_THUMB2, Machine.ARM -> Optional.of(ARM);
                default -> Optional.empty();
            };
        }
    }

    private final Form form;
    private final Records records;
    /** Indexes of the entries that are functions, by begin; empty if that is all of them in order. */
    private final int[] order;

    private FunctionTable(Form form, Records records) {
        this.form = form;
        this.records = records;
        this.order = order(records);
    }

    private static int[] order(Records records) {
        boolean inOrder = true;
        for (int i = 0; i < records.count() && inOrder; i++) {
            inOrder = records.u32(i, 0) > (i == 0 ? 0 : records.u32(i - 1, 0));
        }
        if (inOrder) {
            return new int[0];
        }
        long[] keys = new long[records.count()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = records.u32(i, 0) << 31 | i;
        }
        Arrays.sort(keys);
        int zeros = 0;
        while (zeros < keys.length && keys[zeros] >>> 31 == 0) {
            zeros++;
        }
        int[] result = new int[keys.length - zeros];
        for (int i = 0; i < result.length; i++) {
            result[i] = (int) (keys[zeros + i] & Integer.MAX_VALUE);
        }
        return result;
    }

    /**
     * Reads the table that the exception directory names, in the form of the header's machine.
     *
     * @param pe the image
     * @return the table, as far as the file holds it; empty if there is none, or the machine's form is not known
     * @throws FormatException {@code LIMIT} if it is too large
     * @throws IOException if the file cannot be read
     */
    public static Optional<FunctionTable> read(PeFile pe) throws IOException {
        Optional<Form> form = Form.of(pe.machine());
        Optional<DataDirectory> directory = pe.directory(DataDirectory.EXCEPTION);
        return form.isEmpty() || directory.isEmpty()
                ? Optional.empty()
                : Optional.of(read(pe, form.get(), directory.get()));
    }

    /**
     * Reads the table of the other machine of a hybrid image.
     *
     * @param pe the image
     * @param hybrid its hybrid metadata
     * @return the table, or empty if there is none
     * @throws FormatException {@code LIMIT} if it is too large
     * @throws IOException if the file cannot be read
     */
    public static Optional<FunctionTable> readOther(PeFile pe, HybridMetadata hybrid) throws IOException {
        Form form = pe.machine() == Machine.X64 ? Form.ARM64 : Form.X64;
        return hybrid.extraTable().isEmpty() ? Optional.empty() : Optional.of(read(pe, form, hybrid.extraTable()));
    }

    private static FunctionTable read(PeFile pe, Form form, DataDirectory place) throws IOException {
        long size = Math.min(place.size(), pe.available(place.rva()));
        return size < form.size()
                ? decode(form, pe.cursor("function table", 0, 0))
                : decode(form, pe.cursor("function table", place.rva(), size));
    }

    /**
     * Takes the whole entries of a window, for example of a PDB's copy of the table; a rest is ignored.
     *
     * @param form their form
     * @param in the entries
     * @throws FormatException not for any content
     */
    public static FunctionTable decode(Form form, ByteCursor in) throws FormatException {
        return new FunctionTable(form, Records.of(in, form.size()));
    }

    /** The form of the entries. */
    public Form form() {
        return form;
    }

    /** Number of entries, those without function included. */
    public int size() {
        return records.count();
    }

    /** RVA of the first byte of code, 0 for no function; in ARM images bit 0 is set for Thumb code. Unsigned 32-bit. */
    public long begin(int index) {
        return records.u32(index, 0);
    }

    /**
     * RVA of the first byte after the code.
     *
     * @return unsigned 32-bit; -1 if an xdata record has to be read to know
     */
    public long end(int index) {
        if (form == Form.X64) {
            return records.u32(index, 4);
        }
        long word = unwind(index);
        if ((word & 3) == 0) {
            return -1;
        }
        return (begin(index) & -2L) + (word >>> 2 & 0x7FF) * (form == Form.ARM64 ? 4 : 2);
    }

    /** The last word of an entry: RVA of unwind data, or packed data. Unsigned 32-bit. */
    public long unwind(int index) {
        return records.u32(index, form == Form.X64 ? 8 : 4);
    }

    /**
     * Finds the entry of an address.
     *
     * @param rva address relative to the image
     * @return index of the last function that begins at or before the address and, as far as the entry tells, covers it; else -1
     */
    public int find(long rva) {
        int low = 0;
        int high = (order.length == 0 ? records.count() : order.length) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if ((begin(at(middle)) & mask()) <= rva) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        if (high < 0 || records.count() == 0) {
            return -1;
        }
        int index = at(high);
        long end = end(index);
        return begin(index) == 0 || (end >= 0 && rva >= end) ? -1 : index;
    }

    private int at(int position) {
        return order.length == 0 ? position : order[position];
    }

    private long mask() {
        return form == Form.ARM ? -2L : -1L;
    }
}
