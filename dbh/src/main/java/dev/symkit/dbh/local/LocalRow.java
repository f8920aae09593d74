// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.local;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.SymbolRow;

/** A row of the table of {@code locals} (dbh.md 2.2); as JSON all fields of the record. Immutable. */
public record LocalRow(SymbolRow symbol) implements Row {
    /** What stands above the first row. */
    public static final String HEADER = " index            address     name";

    private static final int INDEX_COLUMNS = 4;

    @Override
    public void text(StringBuilder into) {
        into.append("  ");
        Hex.columns(into, symbol.index(), INDEX_COLUMNS);
        into.append("  ");
        Hex.padded(into, symbol.address());
        into.append(" :   ").append(symbol.name()).append('\n');
    }

    @Override
    public void fields(Fields into) {
        symbol.fields(into);
    }
}
