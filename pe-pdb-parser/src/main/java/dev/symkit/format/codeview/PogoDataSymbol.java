// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_POGODATA}: figures of a profile.
 *
 * <p>Payload: u32 invocations, i64 dynamic count, u32 instructions, u32 live instructions. Source: microsoft-pdb, {@code
 * cvinfo.h}, {@code POGOINFO}.
 *
 * @param invocations number of calls
 * @param dynamicCount instructions executed
 * @param instructions instructions before inlining
 * @param liveInstructions instructions after it
 */
public record PogoDataSymbol(long invocations, long dynamicCount, long instructions, long liveInstructions)
        implements Symbol {
    static PogoDataSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new PogoDataSymbol(in.u32(), in.i64(), in.u32(), in.u32());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_POGODATA;
    }
}
