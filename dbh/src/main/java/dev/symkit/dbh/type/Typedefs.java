// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.type;

import dev.symkit.format.codeview.SymbolKinds;

/** The records of typedefs. */
final class Typedefs {
    private Typedefs() {}

    /** Whether records of a kind give a type another name. */
    static boolean isTypedef(int kind) {
        return switch (kind) {
            case SymbolKinds.S_UDT, SymbolKinds.S_COBOLUDT, SymbolKinds.S_UDT_ST, SymbolKinds.S_COBOLUDT_ST -> true;
            case SymbolKinds.S_UDT_16t, SymbolKinds.S_COBOLUDT_16t -> true;
            default -> false;
        };
    }
}
