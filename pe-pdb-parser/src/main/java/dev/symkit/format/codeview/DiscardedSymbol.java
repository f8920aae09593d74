// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;

/**
 * {@code S_DISCARDED}: a symbol that was left out.
 *
 * <p>Payload: u32 with the reason in bits 0 to 7, u32 file, u32 line, then the symbol. Source: microsoft-pdb, {@code cvinfo.h},
 * {@code DISCARDEDSYM}.
 *
 * @param reason bits 0 to 7: 0 unknown, 1 not selected, 2 not referenced
 * @param file file index, or 0xFFFFFFFF
 * @param line line, or 0xFFFFFFFF
 * @param data the record left out
 */
public record DiscardedSymbol(long reason, long file, long line, Slice data) implements Symbol {
    static DiscardedSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new DiscardedSymbol(in.u32(), in.u32(), in.u32(), in.raw(in.remaining()));
    }

    @Override
    public int kind() {
        return SymbolKinds.S_DISCARDED;
    }
}
