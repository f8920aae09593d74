// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_LABEL32}: a label in code.
 *
 * <p>Payload: u32 offset, u16 segment, u8 flags, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code LABELSYM32}.
 *
 * @param kind number of the kind
 * @param offset bytes from the start of the section, unsigned 32-bit
 * @param segment 1-based section number; 0 means absolute
 * @param flags as those of a procedure
 * @param name its name
 */
public record LabelSymbol(int kind, long offset, int segment, int flags, Name name) implements Symbol {
    static LabelSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new LabelSymbol(body.kind(), in.u32(), in.u16(), in.u8(), body.name());
    }
}
