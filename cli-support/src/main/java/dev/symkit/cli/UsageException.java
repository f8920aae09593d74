// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

/**
 * A command line that cannot be carried out as given. The message has no prefix and, where this module makes it, no final full stop:
 * each tool adds its own.
 */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** A token that is no switch, no value and no operand: {@code Unknown option '<token>'}. */
        UNKNOWN_OPTION,
        /** The first token is none of the tool's verbs; the message is that of {@link #UNKNOWN_OPTION}. */
        UNKNOWN_VERB,
        /** A switch at the end that needs a value. */
        MISSING_VALUE,
        /** A switch with an optional keyword is followed by another word; the message is the switch's own. */
        INVALID_KEYWORD,
        /** A value that contains a quotation mark. */
        QUOTE_IN_VALUE,
        /** A value of the wrong type ({@code Invalid value '<value>' for '<option>'}), or operands that are missing or too many, in picocli's words. */
        INVALID_VALUE,
        /** A rule of the command itself, such as two options that exclude each other. */
        RULE
    }

    private final Kind kind;
    private final String token;

    /**
     * Makes an exception.
     *
     * @param token the token at fault as it was typed; empty if there is no single one
     */
    public UsageException(Kind kind, String token, String message) {
        super(message);
        this.kind = kind;
        this.token = token;
    }

    /** A broken rule of the command itself; {@code message} is the complete text. */
    public static UsageException rule(String message) {
        return new UsageException(Kind.RULE, "", message);
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** The token at fault as it was typed, or the empty string. */
    public String token() {
        return token;
    }

    /** The message, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
