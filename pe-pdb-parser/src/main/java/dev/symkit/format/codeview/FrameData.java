// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * How to unwind the stack in a piece of x86 code.
 *
 * <p>Layout, 32 bytes, little-endian: u32 start, u32 code size, u32 bytes of locals, u32 bytes of parameters, u32 largest stack use, u32
 * program, u16 bytes of prologue, u16 bytes of saved registers, u32 flags. Source: microsoft-pdb, {@code cvinfo.h}, {@code FRAMEDATA}.
 * The debug stream "new FPO" of the DBI stream holds the same records.
 *
 * @param start relative address of the code, in object files an offset
 * @param codeSize bytes of code
 * @param localsSize bytes of local variables
 * @param parametersSize bytes of parameters
 * @param stackMax bytes of the largest use of the stack
 * @param program offset in {@code /names} of the program that computes the caller's registers
 * @param prologSize bytes of the prologue, 16-bit
 * @param savedRegistersSize bytes of saved registers, 16-bit
 * @param flags {@link #HAS_SEH}, {@link #HAS_EH}, {@link #FUNCTION_START}
 */
public record FrameData(
        long start,
        long codeSize,
        long localsSize,
        long parametersSize,
        long stackMax,
        long program,
        int prologSize,
        int savedRegistersSize,
        int flags) {
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
        long start = in.u32();
        long codeSize = in.u32();
        long localsSize = in.u32();
        long parametersSize = in.u32();
        long stackMax = in.u32();
        long program = in.u32();
        int prologSize = in.u16();
        int savedRegistersSize = in.u16();
        return new FrameData(
                start,
                codeSize,
                localsSize,
                parametersSize,
                stackMax,
                program,
                prologSize,
                savedRegistersSize,
                in.i32());
    }
}
