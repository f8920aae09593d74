// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_PUB32}: a public symbol.
 *
 * <p>Payload: u32 flags, u32 offset, u16 segment, name; the 16-bit form has a u16 type behind the segment and no flags. Source:
 * microsoft-pdb, {@code cvinfo.h}, {@code PUBSYM32}.
 *
 * @param kind number of the kind
 * @param flags bit 0 code, bit 1 function, bit 2 managed, bit 3 MSIL; in kinds of old compilers a type index
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param name decorated name
 */
public record PublicSymbol(int kind, long flags, long offset, int segment, Name name) implements Symbol {
    static PublicSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        if (body.narrow()) {
            long offset = in.u32();
            int segment = in.u16();
            return new PublicSymbol(body.kind(), body.type(), offset, segment, body.name());
        }
        return new PublicSymbol(body.kind(), in.u32(), in.u32(), in.u16(), body.name());
    }
}
