// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import java.util.List;
import java.util.function.Consumer;

/** Tables that readers of screens can walk through: a caption, heads with their scope, and a frame that can be moved by keys. */
record Tables(Html html) {
    /** How a column looks. */
    enum Column {
        /** Text. */
        TEXT("x"),
        /** A number. */
        NUMBER("n"),
        /** A time. */
        TIME("t"),
        /** A long name. */
        KEY("k");

        private final String style;

        Column(String style) {
            this.style = style;
        }
    }

    /**
     * The head of a column.
     *
     * @param title of it
     */
    record Head(String title, Column column) {}

    /** Writes the cells of a row; the first one is its head. Confined. */
    static final class Row {
        private final Html html;
        private final List<Head> heads;
        private int next;

        Row(Html html, List<Head> heads) {
            this.html = html;
            this.heads = heads;
        }

        Row cell(String text) {
            return cell(text, "");
        }

        /** A cell with a style of its own besides that of the column. */
        Row cell(String text, String style) {
            return cell(style, content -> content.text(text));
        }

        Row cell(String style, Consumer<Html> content) {
            int place = next++;
            String ofColumn = heads.get(place).column().style;
            String all = style.isEmpty() ? ofColumn : ofColumn + " " + style;
            if (place == 0) {
                html.begin("th", "scope", "row", "class", all);
            } else {
                html.begin("td", "class", all);
            }
            content.accept(html);
            html.end();
            return this;
        }
    }

    /** Writes a row of an item. */
    interface Rows<T> {
        void write(Row row, T item);
    }

    /** Writes a table, or a sentence if there is nothing to put in it. */
    <T> void table(String caption, String nothing, List<Head> heads, List<T> items, Rows<T> rows) {
        if (items.isEmpty()) {
            html.element("p", nothing, "class", "soft");
            return;
        }
        html.begin("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption);
        html.begin("table").element("caption", caption);
        html.begin("thead").begin("tr");
        for (Head head : heads) {
            html.element("th", head.title(), "scope", "col", "class", head.column().style);
        }
        html.end().end().begin("tbody");
        for (T item : items) {
            html.begin("tr");
            rows.write(new Row(html, heads), item);
            html.end();
        }
        html.end().end().end();
    }
}
