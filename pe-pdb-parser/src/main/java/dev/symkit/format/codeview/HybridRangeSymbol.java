// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_HYBRIDRANGE}: code of one machine in an image of several.
 *
 * <p>Payload: u32 length, u32 offset, u16 segment, u16 machine. Observed in PDBs of ARM64EC and ARM64X images.
 *
 * @param length bytes
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param machine IMAGE_FILE_MACHINE number
 */
public record HybridRangeSymbol(long length, long offset, int segment, int machine) implements Symbol {
    static HybridRangeSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new HybridRangeSymbol(in.u32(), in.u32(), in.u16(), in.u16());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_HYBRIDRANGE;
    }
}
