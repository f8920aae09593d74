// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.file;

import dev.symkit.dbh.show.Row;

/**
 * The name of a file on a line. Immutable.
 *
 * @param before words in front of it
 * @param file the name
 */
public record FileRow(String before, String file) implements Row {
    /** The name alone. */
    public static FileRow of(String file) {
        return new FileRow("", file);
    }

    /** A file that was looked for. */
    public static FileRow found(String file) {
        return new FileRow("found ", file);
    }

    @Override
    public void text(StringBuilder into) {
        into.append(before).append(file).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.text("file", file);
    }
}
