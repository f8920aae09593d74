// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.io.IOException;
import java.util.Optional;

/** Gives the lines of symbols that are kept as rows. */
@FunctionalInterface
public interface RowLines {
    /** Where no lines are known. */
    RowLines NONE = row -> Optional.empty();

    /** The line of the start of a symbol. */
    Optional<Line> of(SymbolRow row) throws IOException;

    /**
     * A line.
     *
     * @param file path of the source
     * @param number its number
     */
    record Line(String file, long number) {}
}
