// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;

/** A row of the table of {@code enum}, {@code enumaddr} and {@code locals} (dbh.md 2.2). Immutable. */
public record EnumRow(Listed symbol) implements Row {
    /** What stands above the first row. */
    public static final String HEADER = " index            address     name";

    private static final int INDEX_COLUMNS = 4;
    private static final String MORE = "\n" + " ".repeat(23);

    @Override
    public void text(StringBuilder into) {
        into.append("  ");
        Hex.columns(into, symbol.index(), INDEX_COLUMNS);
        into.append("  ");
        Hex.padded(into, symbol.address());
        into.append(" : ").append(symbol.mark()).append(' ');
        boolean several = symbol.tag() == Tag.ANNOTATION && symbol.name().indexOf('\n') >= 0;
        into.append(several ? symbol.name().replace("\n", MORE) : symbol.name()).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.number("index", symbol.index());
        into.number("address", symbol.address());
        into.text("name", symbol.name());
    }
}
