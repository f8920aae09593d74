// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.show.Row;

/**
 * A name on a line of its own. Immutable.
 *
 * @param label what it is the name of, for JSON
 * @param name the name
 */
public record NameRow(String label, String name) implements Row {
    @Override
    public void text(StringBuilder into) {
        into.append(name).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.text(label, name);
    }
}
