// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;

/**
 * {@code S_END}, {@code S_INLINESITE_END} and {@code S_PROC_ID_END}: the end of the innermost open scope.
 *
 * <p>Payload: none. Source: microsoft-pdb, {@code cvinfo.h}.
 *
 * @param kind number of the kind
 */
public record ScopeEndSymbol(int kind) implements Symbol {
    static ScopeEndSymbol decode(SymbolBody body) throws FormatException {
        return new ScopeEndSymbol(body.kind());
    }
}
