// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_CALLSITEINFO}: the type of an indirect call.
 *
 * <p>Payload: u32 offset, u16 segment, u16 padding, u32 type. Source: microsoft-pdb, {@code cvinfo.h}, {@code CALLSITEINFO}.
 *
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param type type index, 0 for none
 */
public record CallSiteSymbol(long offset, int segment, long type) implements Symbol {
    static CallSiteSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        long offset = in.u32();
        int segment = in.u16();
        in.skip(2);
        return new CallSiteSymbol(offset, segment, in.u32());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_CALLSITEINFO;
    }
}
