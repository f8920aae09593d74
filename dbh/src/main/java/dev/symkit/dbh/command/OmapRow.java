// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;

/**
 * Where an address went. Immutable.
 *
 * @param rva the address
 * @param target the address in the other layout
 */
record OmapRow(long rva, long target) implements Row {
    @Override
    public void text(StringBuilder into) {
        into.append(Hex.of(rva)).append(' ').append(Hex.of(target)).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.number("rva", rva);
        into.number("rvaTo", target);
    }
}
