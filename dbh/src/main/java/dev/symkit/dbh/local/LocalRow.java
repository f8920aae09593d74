// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.local;

import dev.symkit.dbh.show.Row;
import dev.symkit.dbh.symbol.EnumRow;
import dev.symkit.dbh.symbol.Listed;
import dev.symkit.dbh.symbol.SymbolRow;

/** A row of the table of {@code locals} (dbh.md 2.2); as JSON all fields of the record. Immutable. */
public record LocalRow(SymbolRow symbol) implements Row {
    /** What stands above the first row. */
    public static final String HEADER = EnumRow.HEADER;

    @Override
    public void text(StringBuilder into) {
        new EnumRow(Listed.of(symbol)).text(into);
    }

    @Override
    public void fields(Fields into) {
        symbol.fields(into);
    }
}
