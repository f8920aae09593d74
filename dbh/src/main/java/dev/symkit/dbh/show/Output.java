// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.show;

import java.util.function.BooleanSupplier;

/** Where the answers of commands go: text for people, or one JSON object for each row. Confined to the thread of the shell. */
public interface Output {
    /** A line for people: an error, advice. Kept apart from the rows where JSON is written. */
    void line(String text);

    /** A line that says what rows are, or ends them. Left out where JSON is written, for objects say it themselves. */
    default void caption(String text) {
        line(text);
    }

    /** What is known besides of an error, on standard error: the original does not say it. */
    default void detail(String text) {
        // for outputs that keep to what the original says
    }

    /** A row or a record. */
    void row(Row row);

    /** An empty line for people. */
    default void blank() {
        line("");
    }

    /** Whether the user wants a listing to stop. Asked for every row, so it is cheap. */
    BooleanSupplier stopped();
}
