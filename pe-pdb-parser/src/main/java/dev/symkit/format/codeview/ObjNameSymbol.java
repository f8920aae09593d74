// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_OBJNAME}: the object file of a module.
 *
 * <p>Payload: u32 signature, name. Source: microsoft-pdb, {@code cvinfo.h}, {@code OBJNAMESYM}.
 *
 * @param kind number of the kind
 * @param signature of a precompiled types file, else 0
 * @param name its name
 */
public record ObjNameSymbol(int kind, long signature, Name name) implements Symbol {
    static ObjNameSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new ObjNameSymbol(body.kind(), in.u32(), body.name());
    }
}
