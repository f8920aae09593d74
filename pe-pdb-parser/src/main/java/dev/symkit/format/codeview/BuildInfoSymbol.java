// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;

/**
 * {@code S_BUILDINFO}: the build information of a module.
 *
 * <p>Payload: u32 item. Source: microsoft-pdb, {@code cvinfo.h}, {@code BUILDINFOSYM}.
 *
 * @param item item index of the record
 */
public record BuildInfoSymbol(long item) implements Symbol {
    static BuildInfoSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new BuildInfoSymbol(in.u32());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_BUILDINFO;
    }
}
