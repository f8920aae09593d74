// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.rva;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * What the frame of an x86 function without frame pointer looks like.
 *
 * <p>Layout, 16 bytes, little-endian: u32 RVA, u32 bytes of code, u32 locals, u16 parameters, u16 with 8 bits bytes of prolog, 3 bits
 * saved registers, 1 bit structured exceptions, 1 bit EBP is used, 1 bit unused, 2 bits kind of frame. Source: the PE format
 * documentation and {@code winnt.h}, {@code FPO_DATA}.
 *
 * @param rva first address, unsigned 32-bit
 * @param codeBytes bytes of code, unsigned 32-bit
 * @param locals locals in units of four bytes, unsigned 32-bit
 * @param parameters parameters in units of four bytes
 * @param bits the last field, taken apart by the methods
 */
public record FpoData(long rva, long codeBytes, long locals, int parameters, int bits) {
    /** Bytes of a record. */
    public static final int BYTES = 16;

    /** Decodes a record. */
    public static FpoData decode(ByteCursor in) throws FormatException {
        return new FpoData(in.u32(), in.u32(), in.u32(), in.u16(), in.u16());
    }

    /** Bytes of prolog. */
    public int prologBytes() {
        return bits & 0xFF;
    }

    /** Number of saved registers. */
    public int savedRegisters() {
        return bits >> 8 & 7;
    }

    /** Whether it has structured exception handling. */
    public boolean hasSeh() {
        return (bits & 0x800) != 0;
    }

    /** Whether EBP holds something else than the frame. */
    public boolean usesEbp() {
        return (bits & 0x1000) != 0;
    }

    /** Kind of frame: 0 without frame pointer, 1 trap, 2 TSS, 3 with frame pointer. */
    public int frame() {
        return bits >> 14 & 3;
    }

    /** Whether an address lies in the function. */
    public boolean covers(long address) {
        return address >= rva && address - rva < codeBytes;
    }
}
