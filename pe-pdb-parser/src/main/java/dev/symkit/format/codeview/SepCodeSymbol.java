// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_SEPCODE}: code of a procedure that lies apart from it.
 *
 * <p>Payload: u32 parent, u32 end, u32 length, u32 flags, u32 offset, u32 offset of the parent, u16 segment, u16 segment of the
 * parent. Source: microsoft-pdb, {@code cvinfo.h}, {@code SEPCODESYM}.
 *
 * @param parent offset of the enclosing scope in the stream, 0 if none
 * @param end offset of the closing record
 * @param length bytes of code
 * @param flags bit 0 lexical scope, bit 1 returns to the parent
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param parentOffset offset of the enclosing scope in its section
 * @param segment 1-based section number; 0 means absolute
 * @param parentSegment 1-based section of the enclosing scope
 */
public record SepCodeSymbol(
        long parent, long end, long length, long flags, long offset, long parentOffset, int segment, int parentSegment)
        implements Symbol {
    static SepCodeSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new SepCodeSymbol(in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u16(), in.u16());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_SEPCODE;
    }
}
