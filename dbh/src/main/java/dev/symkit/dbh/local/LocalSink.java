// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.local;

import dev.symkit.dbh.symbol.SymbolRow;

/** Takes the variables of a function. */
@FunctionalInterface
public interface LocalSink {
    /** Takes one; false: no more are wanted. */
    boolean take(SymbolRow row);
}
