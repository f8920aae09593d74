// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_HEAPALLOCSITE}: the type of what a call allocates.
 *
 * <p>Payload: u32 offset, u16 segment, u16 length, u32 type. Source: microsoft-pdb, {@code cvinfo.h}, {@code HEAPALLOCSITE}.
 *
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param length bytes of the call instruction
 * @param type type index, 0 for none
 */
public record HeapAllocSiteSymbol(long offset, int segment, int length, long type) implements Symbol {
    static HeapAllocSiteSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new HeapAllocSiteSymbol(in.u32(), in.u16(), in.u16(), body.type());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_HEAPALLOCSITE;
    }
}
