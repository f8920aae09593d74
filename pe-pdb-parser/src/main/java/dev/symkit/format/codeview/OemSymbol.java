// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import java.util.UUID;

/**
 * {@code S_OEM}: data of another tool.
 *
 * <p>Payload: GUID, u32 type, data. Source: microsoft-pdb, {@code cvinfo.h}, {@code OEMSYMBOL}.
 *
 * @param id tells whose data it is
 * @param type type index
 * @param data the data
 */
public record OemSymbol(UUID id, long type, Slice data) implements Symbol {
    static OemSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new OemSymbol(in.guid(), in.u32(), in.raw(in.remaining()));
    }

    @Override
    public int kind() {
        return SymbolKinds.S_OEM;
    }
}
