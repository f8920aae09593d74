// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;

/**
 * A row of {@code dump}: columns with tabs between them (dbh.md 3.3). Immutable.
 *
 * @param module the module
 * @param name the symbol
 * @param rva its distance from the start of the module
 * @param file the source file; empty if it has no line
 * @param line the line; 0 if it has none
 * @param object the object file; empty if it is not known
 * @param tag the kind; 0 where only functions are listed
 */
public record DumpRow(String module, String name, long rva, String file, long line, String object, int tag)
        implements Row {
    @Override
    public void text(StringBuilder into) {
        into.append(module).append('\t').append(name).append('\t').append(Hex.of(rva));
        into.append('\t').append(file).append('\t').append(line);
        if (!object.isEmpty() || tag != 0) {
            into.append('\t').append(object);
        }
        if (tag != 0) {
            into.append('\t').append(Tag.name(tag));
        }
        into.append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.text("module", module);
        into.text("name", name);
        into.number("rva", rva);
        into.text("file", file);
        into.number("line", line);
        into.text("object", object);
        if (tag != 0) {
            into.text("tag", Tag.name(tag));
        }
    }
}
