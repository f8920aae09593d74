// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_LDATA32}, {@code S_GDATA32}, the managed ones of both, {@code S_LTHREAD32} and {@code S_GTHREAD32}: a variable at an
 * address or, for the last two, at an offset in the thread-local data.
 *
 * <p>Payload: u32 type, u32 offset, u16 segment, name; the 16-bit forms have the type behind the segment. Source: microsoft-pdb,
 * {@code cvinfo.h}, {@code DATASYM32}, {@code THREADSYM32}.
 *
 * @param kind number of the kind
 * @param type type index, or token of managed data
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param name its name
 */
public record DataSymbol(int kind, long type, long offset, int segment, Name name) implements Symbol {
    static DataSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        if (body.narrow()) {
            long offset = in.u32();
            int segment = in.u16();
            return new DataSymbol(body.kind(), body.type(), offset, segment, body.name());
        }
        return new DataSymbol(body.kind(), body.type(), in.u32(), in.u16(), body.name());
    }
}
