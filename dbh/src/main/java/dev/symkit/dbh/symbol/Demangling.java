// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import dev.symkit.undecorate.UndecorateFlags;
import dev.symkit.undecorate.Undecorator;

/**
 * Whose style readable names have. Immutable.
 *
 * @param whole shows all that a name says
 * @param names shows qualified names alone
 */
public record Demangling(Undecorator whole, Undecorator names) {
    /** Microsoft's. */
    public static final Demangling MICROSOFT = new Demangling(
            Undecorator.microsoft(UndecorateFlags.UNDNAME_COMPLETE),
            Undecorator.microsoft(UndecorateFlags.UNDNAME_NAME_ONLY));

    /** LLVM's. */
    public static final Demangling LLVM = new Demangling(Undecorator.llvm(), Undecorator.llvmNames());
}
