// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.show.Row;

/**
 * A function at an address: one that was inlined, or the one that has the code (our extension {@code laddr -i}). Immutable.
 *
 * @param number 0 for the innermost
 * @param function its name; empty if it is not known
 * @param file path of the source; empty if no line is known
 * @param line of the code in the innermost, of the call in the others; 0 if it is not known
 * @param inlined whether it was inlined into the next one
 */
public record InlineFrame(int number, String function, String file, long line, boolean inlined) implements Row {
    @Override
    public void text(StringBuilder into) {
        into.append("  ").append(number).append(inlined ? " inline " : " code   ");
        into.append(function.isEmpty() ? "?" : function).append(" : ");
        if (file.isEmpty()) {
            into.append("no line\n");
        } else {
            into.append(file).append('(').append(line).append(")\n");
        }
    }

    @Override
    public void fields(Fields into) {
        into.number("frame", number);
        into.text("function", function);
        into.text("file", file);
        into.number("line", line);
        into.bool("inlined", inlined);
    }
}
