// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated fields with optional double quotes, as in the store's text files (symbol-store-format 5.5). */
public final class Fields {
    /** The longest product, version or comment, in UTF-16 units. */
    public static final int MAX_TEXT = 1024;

    private Fields() {}

    /** The fields of a line, without their quotes; {@code ""} inside quotes is one quote. Never fails. */
    public static List<String> parse(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"' && (quoted || field.toString().isBlank())) {
                field.setLength(quoted ? field.length() : 0);
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    /** The field at {@code index}, or an empty text if the line is shorter. */
    static String at(List<String> fields, int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    /** A value in quotes, as {@link #quotable} makes it. */
    public static String quote(String value) {
        return '"' + quotable(value) + '"';
    }

    /** A value as it can stand in quotes: a quote in it becomes an apostrophe, a control character a blank (our choice). */
    public static String quotable(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            text.append(c == '"' ? '\'' : Character.isISOControl(c) ? ' ' : c);
        }
        return text.toString();
    }
}
