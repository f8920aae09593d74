// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

/**
 * The text of a name while it is printed, with a limit for its size and for the work, because back-references can make a short name
 * endless.
 */
final class Text {
    /** Most characters of a result. */
    private static final int LONGEST = 1 << 20;

    /** Most nodes that are looked at. */
    private static final int MOST_NODES = 1 << 18;

    private static final int DEEPEST = 400;

    private final StringBuilder out = new StringBuilder(128);
    private int nodes;
    private int depth;

    void enter() throws Malformed {
        count();
        if (++depth > DEEPEST) {
            throw new Malformed();
        }
    }

    /** Counts a node that has none below. */
    void count() throws Malformed {
        if (++nodes > MOST_NODES || out.length() > LONGEST) {
            throw new Malformed();
        }
    }

    void leave() {
        depth--;
    }

    void append(String text) {
        out.append(text);
    }

    void append(char c) {
        out.append(c);
    }

    /** Adds a text; of two blanks that meet only one stays. */
    void join(String text) {
        if (text.startsWith(" ") && last() == ' ') {
            out.append(text, 1, text.length());
        } else {
            out.append(text);
        }
    }

    /** Adds a blank, unless there is one. */
    void blank() {
        if (last() != ' ') {
            out.append(' ');
        }
    }

    int length() {
        return out.length();
    }

    /** The last character, 0 if there is none. */
    char last() {
        return out.length() == 0 ? 0 : out.charAt(out.length() - 1);
    }

    /** The result, unless it is too long. */
    String result() throws Malformed {
        if (out.length() > LONGEST) {
            throw new Malformed();
        }
        return out.toString();
    }
}
