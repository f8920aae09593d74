// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_REF_MINIPDB} and {@code S_FASTLINK}: a symbol that an object file describes (mini PDBs).
 *
 * <p>Payload: u32 COFF section or type, in the first kind u16 module, u16 flags, name. Source: microsoft-pdb, {@code cvinfo.h},
 * {@code REFMINIPDB}; the second kind was observed.
 *
 * @param kind number of the kind
 * @param sectionOrType COFF section, or type index of a type
 * @param module 1-based number of the module; 0 in the second kind
 * @param flags 1 local, 2 data, 4 type, 8 label, 0x10 constant
 * @param name its name
 */
public record MiniReferenceSymbol(int kind, long sectionOrType, int module, int flags, Name name) implements Symbol {
    static MiniReferenceSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new MiniReferenceSymbol(
                body.kind(), in.u32(), body.kind() == SymbolKinds.S_REF_MINIPDB ? in.u16() : 0, in.u16(), body.name());
    }
}
