// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;

/**
 * {@code S_HOTPATCHFUNC}: a procedure that can be hot patched.
 *
 * <p>Payload: u32 item, name. Source: pdb-rs.
 *
 * @param item item index of the procedure
 * @param name its name
 */
public record HotPatchSymbol(long item, Name name) implements Symbol {
    static HotPatchSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new HotPatchSymbol(in.u32(), body.name());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_HOTPATCHFUNC;
    }
}
