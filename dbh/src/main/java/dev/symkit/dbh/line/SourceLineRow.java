// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;

/**
 * Code of a line in an object file. Immutable.
 *
 * @param address of its first byte
 * @param object name of the object file
 * @param line the line
 * @param file path of the source
 */
public record SourceLineRow(long address, String object, long line, String file) implements Row {
    @Override
    public void text(StringBuilder into) {
        into.append("0x").append(Hex.of(address)).append(": ").append(object).append('\n');
        into.append("line ").append(line).append(' ').append(file).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.number("addr", address);
        into.text("object", object);
        into.number("line", line);
        into.text("file", file);
    }
}
