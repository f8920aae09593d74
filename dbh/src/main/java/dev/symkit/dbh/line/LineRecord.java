// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;
import java.util.OptionalLong;

/**
 * A line as the shell shows it (dbh.md 2.4). The key is always 0, as in all outputs that were seen. Immutable.
 *
 * @param file path of the source
 * @param line number of the line
 * @param address of its first byte of code
 * @param displacement from what was asked for: bytes, or lines; empty where it is not shown
 */
public record LineRecord(String file, long line, long address, OptionalLong displacement) implements Row {
    @Override
    public void text(StringBuilder into) {
        into.append("   file : ").append(file).append('\n');
        into.append("   line : ").append(line).append('\n');
        into.append("   addr : ").append(Hex.address(address)).append('\n');
        into.append("    key : 0000000000000000\n");
        if (displacement.isPresent()) {
            into.append("disp : ").append(Hex.of(displacement.getAsLong())).append('\n');
        }
    }

    @Override
    public void fields(Fields into) {
        into.text("file", file);
        into.number("line", line);
        into.number("addr", address);
        into.number("key", 0);
        if (displacement.isPresent()) {
            into.number("disp", displacement.getAsLong());
        }
    }
}
