// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import dev.symkit.undecorate.UndecorateFlags;
import dev.symkit.undecorate.Undecorator;

/** Whose style readable names have. */
public enum Demangling {
    /** Microsoft's. */
    MICROSOFT(
            Undecorator.microsoft(UndecorateFlags.UNDNAME_COMPLETE),
            Undecorator.microsoft(UndecorateFlags.UNDNAME_NAME_ONLY)),
    /** LLVM's. */
    LLVM(Undecorator.llvm(), Undecorator.llvmNames());

    private final Undecorator whole;
    private final Undecorator names;

    Demangling(Undecorator whole, Undecorator names) {
        this.whole = whole;
        this.names = names;
    }

    /** Shows all that a name says. */
    public Undecorator whole() {
        return whole;
    }

    /** Shows qualified names alone. */
    public Undecorator names() {
        return names;
    }
}
