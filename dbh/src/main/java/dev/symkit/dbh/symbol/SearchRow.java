// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;

/** A row of the table of {@code srch} (dbh.md 2.3). Immutable. */
public record SearchRow(Listed symbol) implements Row {
    /** What stands above the first row. */
    public static final String HEADER = " index            address                             name";

    private static final int INDEX_COLUMNS = 4;
    private static final int TAG_COLUMNS = 23;

    @Override
    public void text(StringBuilder into) {
        into.append("  ");
        Hex.columns(into, symbol.index(), INDEX_COLUMNS);
        into.append("  ");
        Hex.padded(into, symbol.address());
        into.append(' ').append(symbol.mark()).append(' ');
        String tag = Tag.name(symbol.tag());
        into.append(tag).append(" ".repeat(Math.max(0, TAG_COLUMNS - tag.length())));
        into.append(" : ").append(symbol.name().replace('\n', ' ')).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.number("index", symbol.index());
        into.number("address", symbol.address());
        into.text("tag", Tag.name(symbol.tag()));
        into.text("name", symbol.name());
    }
}
