// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.type;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;

/**
 * A row of {@code etypes}: {@code   0x<index, padded at the right to 8> : <name>} (dbh.md 3.3). Immutable.
 *
 * @param index its number in this session
 * @param name its name
 */
public record TypeRow(long index, String name) implements Row {
    private static final int COLUMNS = 8;

    @Override
    public void text(StringBuilder into) {
        into.append("  0x");
        int from = into.length();
        into.append(Hex.of(index));
        while (into.length() - from < COLUMNS) {
            into.append(' ');
        }
        into.append(" : ").append(name).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.number("index", index);
        into.text("name", name);
    }
}
