// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * Frame-pointer omission records of x86 code, 16 bytes each, sorted by address: u32 RVA, u32 size, u32 locals in dwords, u16
 * parameters in dwords, u8 prolog size, u8 bits: 0-2 saved registers, 3 exception handling, 4 EBP allocated, 6-7 frame type. Source:
 * {@code FPO_DATA} of the Windows headers as documented. Immutable.
 */
public final class FpoTable {
    private static final int SIZE = 16;

    private final Records records;

    /**
     * One record.
     *
     * @param rva address of the function, unsigned 32-bit
     * @param size its bytes, unsigned 32-bit
     * @param locals local variables in dwords, unsigned 32-bit
     * @param params parameters in dwords
     * @param prolog bytes of the prolog
     * @param savedRegisters number of saved registers
     * @param handlesExceptions whether the function has structured exception handling
     * @param usesBasePointer whether EBP is allocated
     * @param frameType 0 FPO, 1 trap, 2 TSS, 3 not FPO
     */
    public record Fpo(
            long rva,
            long size,
            long locals,
            int params,
            int prolog,
            int savedRegisters,
            boolean handlesExceptions,
            boolean usesBasePointer,
            int frameType) {}

    private FpoTable(Records records) {
        this.records = records;
    }

    /**
     * Takes the whole records of a window; a rest is ignored.
     *
     * @param in the records
     * @throws FormatException not for any content
     */
    public static FpoTable decode(ByteCursor in) throws FormatException {
        return new FpoTable(Records.of(in, SIZE));
    }

    /** Number of records. */
    public int size() {
        return records.count();
    }

    /** Decodes a record. */
    public Fpo get(int index) {
        int bits = records.u16(index, 14);
        int flags = bits >>> 8;
        return new Fpo(
                records.u32(index, 0),
                records.u32(index, 4),
                records.u32(index, 8),
                records.u16(index, 12),
                bits & 0xFF,
                flags & 7,
                (flags & 8) != 0,
                (flags & 16) != 0,
                flags >>> 6);
    }

    /**
     * Finds the record of an address.
     *
     * @param rva address relative to the image
     * @return index of the last record that starts at or before it and covers it, or -1
     */
    public int find(long rva) {
        int index = records.floor(rva);
        return index >= 0 && rva - records.u32(index, 0) < records.u32(index, 4) ? index : -1;
    }
}
