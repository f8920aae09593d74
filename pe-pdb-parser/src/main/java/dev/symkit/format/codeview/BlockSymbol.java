// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_BLOCK32} and {@code S_WITH32}: a scope inside a procedure.
 *
 * <p>Payload: u32 parent, u32 end, u32 length, u32 offset, u16 segment, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * BLOCKSYM32}.
 *
 * @param kind number of the kind
 * @param parent offset of the enclosing scope in the stream
 * @param end offset of the closing record
 * @param length bytes of code
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param name mostly empty
 */
public record BlockSymbol(int kind, long parent, long end, long length, long offset, int segment, Name name)
        implements Symbol {
    static BlockSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new BlockSymbol(body.kind(), in.u32(), in.u32(), in.u32(), in.u32(), in.u16(), body.name());
    }
}
