// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.source;

import dev.symkit.dbh.show.Row;

/**
 * Where a source can be had (our extension). Immutable.
 *
 * @param file its path, as the compiler recorded it
 * @param origin an address, or what the source server text makes of the path
 */
public record SourceOriginRow(String file, String origin) implements Row {
    @Override
    public void text(StringBuilder into) {
        into.append(file).append(" : ").append(origin).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.text("file", file);
        into.text("origin", origin);
    }
}
