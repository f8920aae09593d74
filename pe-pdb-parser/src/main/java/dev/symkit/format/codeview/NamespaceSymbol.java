// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_UNAMESPACE}: a namespace in use.
 *
 * <p>Payload: name. Source: microsoft-pdb, {@code cvinfo.h}, {@code UNAMESPACE}.
 *
 * @param kind number of the kind
 * @param name its name
 */
public record NamespaceSymbol(int kind, Name name) implements Symbol {
    static NamespaceSymbol decode(SymbolBody body) throws FormatException {
        return new NamespaceSymbol(body.kind(), body.name());
    }
}
