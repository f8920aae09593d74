// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.show;

/**
 * Fields as text: one on each line, its label at the right of a column; numbers with {@code 0x}.
 *
 * @param into gets the lines
 * @param columns width of the column
 * @param separator what stands between label and value
 */
public record LabelledLines(StringBuilder into, int columns, String separator) implements Row.Fields {
    @Override
    public void text(String label, String value) {
        into.append(" ".repeat(columns - label.length()))
                .append(label)
                .append(separator)
                .append(value)
                .append('\n');
    }

    @Override
    public void number(String label, long value) {
        text(label, "0x" + Long.toHexString(value));
    }

    @Override
    public void bool(String label, boolean value) {
        text(label, Boolean.toString(value));
    }
}
