// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.codeview.SymbolKinds;

/** The kinds of records with the layout of a native procedure. */
final class ProcedureKinds {
    private ProcedureKinds() {}

    static boolean isProcedure(int kind) {
        return switch (kind) {
            case SymbolKinds.S_LPROC32,
                    SymbolKinds.S_GPROC32,
                    SymbolKinds.S_LPROC32_ID,
                    SymbolKinds.S_GPROC32_ID,
                    SymbolKinds.S_LPROC32_DPC,
                    SymbolKinds.S_LPROC32_DPC_ID,
                    SymbolKinds.S_LPROC32_ST,
                    SymbolKinds.S_GPROC32_ST -> true;
            default -> false;
        };
    }
}
