// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to find the caller's frame in a range of x86 code, with a program.
 *
 * <p>Layout, 32 bytes, little-endian: u32 RVA, u32 bytes of code, u32 bytes of locals, u32 bytes of parameters, u32 most bytes on the
 * stack, u32 offset of the program in {@code /names}, u16 bytes of prolog, u16 bytes of saved registers, u32 flags. Source:
 * microsoft-pdb, {@code include/cvinfo.h}, {@code FRAMEDATA}.
 *
 * @param rva first address, unsigned 32-bit
 * @param codeBytes bytes of code, unsigned 32-bit
 * @param localBytes bytes of locals, unsigned 32-bit
 * @param parameterBytes bytes of parameters, unsigned 32-bit
 * @param maxStackBytes most bytes that are pushed, unsigned 32-bit
 * @param program offset of the program in the string table, unsigned 32-bit
 * @param prologBytes bytes of prolog
 * @param savedRegisterBytes bytes of saved registers
 * @param flags 1 structured exceptions, 2 C++ exceptions, 4 start of a function; unsigned 32-bit
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
    static final int BYTES = 32;

    /** Our choice: a function has a handful of ranges. */
    private static final int MOST_RANGES = 256;

    static FrameData read(ByteCursor in) throws FormatException {
        return new FrameData(in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u16(), in.u16(), in.u32());
    }

    /** Whether the range starts a function. */
    public boolean startsFunction() {
        return (flags & 4) != 0;
    }

    /** Whether an address lies in the range. */
    public boolean covers(long address) {
        return address >= rva && address - rva < codeBytes;
    }

    /**
     * Finds the innermost range of an address: ranges of a function lie in one another and end together.
     *
     * @param table all ranges
     * @param address an RVA
     * @return empty if no range of the function before the address covers it
     * @throws FormatException never for a table that was read
     */
    public static Optional<FrameData> covering(RvaTable<FrameData> table, long address) throws FormatException {
        OptionalInt last = table.floor(address);
        int first = last.isEmpty() ? 0 : Math.max(0, last.getAsInt() - MOST_RANGES);
        for (int i = last.orElse(-1); i >= first; i--) {
            FrameData range = table.get(i);
            if (range.covers(address)) {
                return Optional.of(range);
            }
            if (range.startsFunction()) {
                break;
            }
        }
        return Optional.empty();
    }
}
