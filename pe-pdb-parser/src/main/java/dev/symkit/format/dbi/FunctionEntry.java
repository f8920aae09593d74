// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * A function of the old exception table. Layout, 12 bytes, little-endian: u32 start, u32 end, u32 end of the prolog. Source: {@code
 * winnt.h}, {@code IMAGE_FUNCTION_ENTRY}.
 *
 * @param rva first address, unsigned 32-bit
 * @param end address after the last byte, unsigned 32-bit
 * @param prologEnd address after the prolog, unsigned 32-bit
 */
public record FunctionEntry(long rva, long end, long prologEnd) {
    static final int BYTES = 12;

    static FunctionEntry read(ByteCursor in) throws FormatException {
        return new FunctionEntry(in.u32(), in.u32(), in.u32());
    }
}
