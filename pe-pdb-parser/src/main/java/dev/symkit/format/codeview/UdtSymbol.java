// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_UDT} and {@code S_COBOLUDT}: a name for a type.
 *
 * <p>Payload: u32 type, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code UDTSYM}.
 *
 * @param kind number of the kind
 * @param type type index, 0 for none
 * @param name its name
 */
public record UdtSymbol(int kind, long type, Name name) implements Symbol {
    static UdtSymbol decode(SymbolBody body) throws FormatException {
        return new UdtSymbol(body.kind(), body.type(), body.name());
    }
}
