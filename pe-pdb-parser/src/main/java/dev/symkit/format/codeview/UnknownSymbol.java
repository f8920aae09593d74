// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;

/**
 * A record of a kind, or with a value of a kind, that is not decoded.
 *
 * <p>Payload: kept as it is. Kept so that nothing is lost.
 *
 * @param kind number of the kind
 * @param data the bytes after the kind
 */
public record UnknownSymbol(int kind, Slice data) implements Symbol {
    static UnknownSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new UnknownSymbol(body.kind(), in.raw(in.remaining()));
    }
}
