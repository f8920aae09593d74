// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import java.util.Optional;

/**
 * {@code S_CONSTANT} and {@code S_MANCONSTANT}: a constant or enumerator.
 *
 * <p>Payload: u32 type, numeric leaf, name; a record whose leaf is of no known kind is decoded as {@link UnknownSymbol}. Source:
 * microsoft-pdb, {@code cvinfo.h}, {@code CONSTSYM}.
 *
 * @param kind number of the kind
 * @param type type index, or token of a managed constant
 * @param value its value
 * @param name its name
 */
public record ConstantSymbol(int kind, long type, Numeric value, Name name) implements Symbol {
    /** Gives the record, or empty if the kind of its value is not known. */
    static Optional<ConstantSymbol> decode(SymbolBody body) throws FormatException {
        long type = body.type();
        Optional<Numeric> value = Numeric.read(body.in());
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConstantSymbol(body.kind(), type, value.get(), body.name()));
    }
}
