// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.SignedNumber;

/** A decorated name and a place in it. */
final class Input {
    private static final int FIRST_EXTENDED = 0x80;

    private final String text;
    private final boolean anyCharacter;
    private int place;

    /** Reads {@code text}; {@code anyCharacter} lets a name have all characters but {@code @}. */
    Input(String text, int start, boolean anyCharacter) {
        this.text = text;
        this.place = start;
        this.anyCharacter = anyCharacter;
    }

    int place() {
        return place;
    }

    /** Whether it is read from behind a dot at its start. Before the first character is read. */
    boolean isTypeName() {
        return place > 0 && text.charAt(0) == '.';
    }

    int left() {
        return text.length() - place;
    }

    boolean atEnd() {
        return place >= text.length();
    }

    /** The next character, 0 at the end. */
    char peek() {
        return place < text.length() ? text.charAt(place) : 0;
    }

    /** A later character, 0 behind the end. */
    char peek(int ahead) {
        int at = place + ahead;
        return at < text.length() ? text.charAt(at) : 0;
    }

    char next() throws Malformed {
        if (place >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(place++);
    }

    boolean take(char wanted) {
        if (peek() != wanted || atEnd()) {
            return false;
        }
        place++;
        return true;
    }

    boolean take(String wanted) {
        if (!text.startsWith(wanted, place)) {
            return false;
        }
        place += wanted.length();
        return true;
    }

    void expect(char wanted) throws Malformed {
        if (!take(wanted)) {
            throw new Malformed();
        }
    }

    void skip(int count) throws Malformed {
        if (count > left()) {
            throw new Malformed();
        }
        place += count;
    }

    String since(int start) {
        return text.substring(start, place);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHex(char c) {
        return c >= 'A' && c <= 'P';
    }

    /** The characters up to {@code @}, at least one; the {@code @} is skipped. */
    String identifier() throws Malformed {
        int end = text.indexOf('@', place);
        if (end <= place) {
            throw new Malformed();
        }
        for (int i = place; i < end && !anyCharacter; i++) {
            if (!mayBeInName(text.charAt(i))) {
                throw new Malformed();
            }
        }
        String result = text.substring(place, end);
        place = end + 1;
        return result;
    }

    private static boolean mayBeInName(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || isDigit(c)
                || c == '_'
                || c == '$'
                || c == '<'
                || c == '>'
                || c == '-'
                || c >= FIRST_EXTENDED;
    }

    SignedNumber number() throws Malformed {
        boolean negative = take('?');
        char first = next();
        if (isDigit(first)) {
            return SignedNumber.of(negative, first - '0' + 1L);
        }
        long magnitude = 0;
        for (char c = first; c != '@'; c = next()) {
            if (!isHex(c)) {
                throw new Malformed();
            }
            magnitude = (magnitude << 4) + (c - 'A');
        }
        return SignedNumber.of(negative, magnitude);
    }
}
