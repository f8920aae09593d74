// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_FRAMEPROC}: the frame of the procedure that encloses it.
 *
 * <p>Payload: u32 frame size, u32 padding, u32 offset of the padding, u32 size of saved registers, u32 offset and u16 section of
 * the exception handler, u32 flags. Source: microsoft-pdb, {@code cvinfo.h}, {@code FRAMEPROCSYM}.
 *
 * @param frameSize bytes
 * @param paddingSize bytes
 * @param paddingOffset bytes from the frame
 * @param savedRegistersSize bytes
 * @param handlerOffset offset of the exception handler in its section
 * @param handlerSegment 1-based section of the exception handler, 0 if none
 * @param flags 0x10 C++ exceptions, 0x40 structured exceptions, 0x80 naked, 0x100 /GS, 0x800 was inlined; bits 14 and 15 base
 *     register of locals, bits 16 and 17 of parameters
 */
public record FrameProcSymbol(
        long frameSize,
        long paddingSize,
        long paddingOffset,
        long savedRegistersSize,
        long handlerOffset,
        int handlerSegment,
        long flags)
        implements Symbol {
    static FrameProcSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new FrameProcSymbol(in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u16(), in.u32());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_FRAMEPROC;
    }
}
