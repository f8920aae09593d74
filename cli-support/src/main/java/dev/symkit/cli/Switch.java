// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.util.List;
import java.util.Objects;

/**
 * One option of a command line in Windows style: its name, and where its value stands. Immutable.
 *
 * <p>A name is written without its dash: {@code f} is {@code -f} and {@code /f}; {@code :REL} is {@code -:REL} and {@code /:REL};
 * only long options carry their dashes ({@code --jobs}) and have no slash form. picocli declares the form of {@link #canonicalName()}.
 *
 * @param name the name as declared, in the spelling that picocli knows
 * @param kind where the value stands
 * @param keywords for {@link Kind#KEYWORD} the accepted words in canonical spelling, else empty
 * @param defaultKeyword for {@link Kind#KEYWORD} the value if no keyword follows, else empty
 * @param keywordMessage for {@link Kind#KEYWORD} the message if another word follows, {@code <token>} standing for that word; empty
 *     if such a word is an operand. Empty for all other kinds
 * @param repeatable whether all occurrences count; if not, the last one wins
 */
public record Switch(
        String name,
        Kind kind,
        List<String> keywords,
        String defaultKeyword,
        String keywordMessage,
        boolean repeatable) {

    /** Where the value of a switch stands. */
    public enum Kind {
        /** No value: {@code /r}. */
        FLAG,
        /** The next token, verbatim, whatever it starts with: {@code /s /srv/sym}. */
        VALUE,
        /** The next token if it is one of the keywords, in any case: {@code /compress ZIP}. */
        KEYWORD,
        /** In the same token, after {@code :} or {@code =}: {@code -f:main}. It must be there and may be empty. */
        ATTACHED,
        /** In the same token, after {@code =}, or absent: {@code -size=5}, {@code -size}. Where it stands it is not empty. */
        OPTIONAL,
        /** No value, two dashes: {@code --json}. */
        LONG_FLAG,
        /** Two dashes, the value in the same token after {@code =}, or the next token: {@code --jobs=4}, {@code --jobs 4}. */
        LONG_VALUE
    }

    /** Checks that the parts fit each other. */
    public Switch {
        Objects.requireNonNull(kind);
        keywords = List.copyOf(keywords);
        boolean isLong = kind == Kind.LONG_FLAG || kind == Kind.LONG_VALUE;
        if (isLong != name.startsWith("--") || name.length() < (isLong ? 3 : 1)) {
            throw new IllegalArgumentException("name does not fit kind " + kind + ": '" + name + "'");
        }
        if (name.indexOf('=') >= 0 || name.indexOf(':', 1) >= 0) {
            throw new IllegalArgumentException("a name has no '=', and a ':' only in front: '" + name + "'");
        }
        if ((kind == Kind.KEYWORD) == keywords.isEmpty()) {
            throw new IllegalArgumentException("keywords do not fit kind " + kind);
        }
    }

    /** A switch without a value. */
    public static Switch flag(String name) {
        return simple(name, Kind.FLAG);
    }

    /** A switch that takes the next token verbatim. */
    public static Switch value(String name) {
        return simple(name, Kind.VALUE);
    }

    /** A switch whose value is in the same token, after {@code :} or {@code =}. */
    public static Switch attached(String name) {
        return simple(name, Kind.ATTACHED);
    }

    /** A switch that may have a value in the same token, after {@code =}; without one the value handed on is empty. */
    public static Switch optional(String name) {
        return simple(name, Kind.OPTIONAL);
    }

    /**
     * A switch with an optional keyword; any other token behind it is looked at as if it stood alone.
     *
     * @param defaultKeyword the value handed on if no keyword follows; may be empty
     */
    public static Switch keyword(String name, String defaultKeyword, String... keywords) {
        return new Switch(name, Kind.KEYWORD, List.of(keywords), defaultKeyword, "", false);
    }

    /** A long option without a value; {@code name} includes the two dashes. */
    public static Switch longFlag(String name) {
        return simple(name, Kind.LONG_FLAG);
    }

    /** A long option with a value; {@code name} includes the two dashes. */
    public static Switch longValue(String name) {
        return simple(name, Kind.LONG_VALUE);
    }

    /** This switch, with every occurrence counting. */
    public Switch repeated() {
        return new Switch(name, kind, keywords, defaultKeyword, keywordMessage, true);
    }

    /**
     * This keyword switch, refusing a word behind it that is neither a keyword nor starts with {@code -} or {@code /}.
     *
     * @param message the text of the error; {@code <token>} in it stands for the word
     */
    public Switch rejecting(String message) {
        return new Switch(name, kind, keywords, defaultKeyword, message, repeatable);
    }

    /** The name picocli declares: {@code -f}, {@code -:REL}, {@code --jobs}. */
    public String canonicalName() {
        return isLong() ? name : "-" + name;
    }

    boolean isLong() {
        return kind == Kind.LONG_FLAG || kind == Kind.LONG_VALUE;
    }

    boolean allowsAttachedValue() {
        return kind == Kind.ATTACHED || kind == Kind.OPTIONAL || kind == Kind.LONG_VALUE;
    }

    private static Switch simple(String name, Kind kind) {
        return new Switch(name, kind, List.of(), "", "", false);
    }
}
