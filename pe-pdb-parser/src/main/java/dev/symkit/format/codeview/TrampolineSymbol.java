// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_TRAMPOLINE}: a jump that the linker made.
 *
 * <p>Payload: u16 type, u16 size, u32 offset of the thunk, u32 offset of the target, u16 section of the thunk, u16 section of the
 * target. Source: microsoft-pdb, {@code cvinfo.h}, {@code TRAMPOLINESYM}.
 *
 * @param type 0 for incremental linking, 1 branch island
 * @param size bytes of code
 * @param thunkOffset offset of the jump in its section
 * @param targetOffset offset of the target in its section
 * @param thunkSegment 1-based section of the jump
 * @param targetSegment 1-based section of the target
 */
public record TrampolineSymbol(
        int type, int size, long thunkOffset, long targetOffset, int thunkSegment, int targetSegment)
        implements Symbol {
    static TrampolineSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new TrampolineSymbol(in.u16(), in.u16(), in.u32(), in.u32(), in.u16(), in.u16());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_TRAMPOLINE;
    }
}
