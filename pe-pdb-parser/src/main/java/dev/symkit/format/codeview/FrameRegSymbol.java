// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_FRAMEREG}: the register that holds the frame (ARM64).
 *
 * <p>Payload: u16 register, u16 zero. Observed; the meaning of both halves is inferred.
 *
 * @param register number of the register
 * @param more 0 where seen
 */
public record FrameRegSymbol(int register, int more) implements Symbol {
    static FrameRegSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new FrameRegSymbol(in.u16(), in.u16());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_FRAMEREG;
    }
}
