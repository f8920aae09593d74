// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import java.util.List;

/**
 * {@code S_ENVBLOCK}: how a module was made.
 *
 * <p>Payload: u8 flags, pairs of names and values, ended by an empty name. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * ENVBLOCKSYM}.
 *
 * @param flags bit 0 made for edit and continue
 * @param texts names and values in turn, for example {@code cwd}, {@code cl}, {@code cmd}, {@code src}, {@code pdb}
 */
public record EnvBlockSymbol(int flags, List<Name> texts) implements Symbol {
    /** Keeps copies of the lists. */
    public EnvBlockSymbol {
        texts = List.copyOf(texts);
    }

    static EnvBlockSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return new EnvBlockSymbol(in.u8(), body.pairs());
    }

    @Override
    public int kind() {
        return SymbolKinds.S_ENVBLOCK;
    }
}
