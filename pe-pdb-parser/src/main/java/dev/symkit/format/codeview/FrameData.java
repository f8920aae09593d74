// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * How to find the caller's frame in a range of x86 code, with a program.
 *
 * <p>Layout, 32 bytes, little-endian: u32 start, u32 bytes of code, u32 bytes of locals, u32 bytes of parameters, u32 most bytes on the
 * stack, u32 offset of the program in {@code /names}, u16 bytes of prolog, u16 bytes of saved registers, u32 flags. Source:
 * microsoft-pdb, {@code include/cvinfo.h}, {@code FRAMEDATA}.
 *
 * @param rva first address, unsigned 32-bit; in object files an offset
 * @param codeBytes bytes of code, unsigned 32-bit
 * @param localBytes bytes of locals, unsigned 32-bit
 * @param parameterBytes bytes of parameters, unsigned 32-bit
 * @param maxStackBytes most bytes that are pushed, unsigned 32-bit
 * @param program offset of the program in the string table, unsigned 32-bit
 * @param prologBytes bytes of prolog
 * @param savedRegisterBytes bytes of saved registers
 * @param flags {@link #HAS_SEH}, {@link #HAS_EH}, {@link #FUNCTION_START}; unsigned 32-bit
 */
public record FrameData(
        long rva,
        long codeBytes,
        long localBytes,
        long parameterBytes,
        long maxStackBytes,
        long program,
        int prologBytes,
        int savedRegisterBytes,
        long flags) {
    /** Bytes in a record. */
    public static final int SIZE = 32;

    /** Flag: structured exception handling. */
    public static final int HAS_SEH = 1;

    /** Flag: C++ exception handling. */
    public static final int HAS_EH = 2;

    /** Flag: the code is the start of a function. */
    public static final int FUNCTION_START = 4;

    /**
     * Decodes a record.
     *
     * @throws FormatException {@code TRUNCATED} if it does not fit
     */
    public static FrameData decode(ByteCursor in) throws FormatException {
        return new FrameData(in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u16(), in.u16(), in.u32());
    }

    /** Whether the range starts a function. */
    public boolean startsFunction() {
        return (flags & FUNCTION_START) != 0;
    }

    /** Whether an address lies in the range. */
    public boolean covers(long address) {
        return address >= rva && address - rva < codeBytes;
    }
}
