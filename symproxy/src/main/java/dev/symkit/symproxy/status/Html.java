// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.status;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes a page element by element. All text and all values of attributes are escaped, and characters that steer a terminal or turn text
 * around are left out. Confined.
 */
final class Html {
    private final StringBuilder page = new StringBuilder(1 << 14);
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    Html begin(String element, String... attributes) {
        start(element, attributes);
        open.push(element);
        return this;
    }

    private void start(String element, String... attributes) {
        page.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            page.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            page.append('"');
        }
        page.append('>');
    }

    /** Ends the element that was begun last. */
    Html end() {
        page.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with text in it. */
    Html element(String element, String text, String... attributes) {
        return begin(element, attributes).text(text).end();
    }

    /** An element of HTML that has no end. */
    Html empty(String element, String... attributes) {
        start(element, attributes);
        return this;
    }

    /** Text. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** The text of a style sheet or a declaration, a constant of ours. */
    Html constant(String text) {
        page.append(text);
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.append(isShown(text, i) ? c : '\uFFFD');
            }
        }
    }

    private static boolean isShown(String text, int place) {
        char c = text.charAt(place);
        if (Character.isHighSurrogate(c)) {
            return place + 1 < text.length() && Character.isLowSurrogate(text.charAt(place + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return place > 0 && Character.isHighSurrogate(text.charAt(place - 1));
        }
        boolean white = c == '\n' || c == '\t';
        return white || !(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c >= 0xFFFE);
    }

    /** The page. */
    String done() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not ended: " + open);
        }
        return page.toString();
    }
}
