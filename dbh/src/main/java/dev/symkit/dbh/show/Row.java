// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.show;

/** One row of a table, or one record: as text and as the fields of a JSON object. */
public interface Row {
    /** Appends the text: one line or several, each ended by LF. */
    void text(StringBuilder into);

    /** Names the fields, with the labels of the text. */
    void fields(Fields into);

    /** Takes the fields of a row. Numbers are given as they are; a reader shows them as it likes. */
    interface Fields {
        /** A text. */
        void text(String label, String value);

        /** A number, without sign. */
        void number(String label, long value);

        /** True or false. */
        void bool(String label, boolean value);
    }
}
