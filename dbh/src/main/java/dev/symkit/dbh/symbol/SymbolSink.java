// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.io.IOException;

/** Takes the symbols of a listing one by one. */
@FunctionalInterface
public interface SymbolSink {
    /** Takes a symbol; false: no more are wanted. */
    boolean take(Listed symbol) throws IOException;
}
