// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.Optional;

/**
 * Expansion of {@code %VAR%}, {@code $VAR}, <code>${VAR}</code> and of {@code ~} in front of a place (our choice). What is put in is not
 * expanded again; a variable that is not set or blank stays as written, so that no path becomes that of the root by mistake.
 */
final class PathExpansion {
    private static final int MAX_NAME = 255;

    private final String text;
    private final PathEnvironment environment;
    private final StringBuilder result = new StringBuilder();

    private PathExpansion(String text, PathEnvironment environment) {
        this.text = text;
        this.environment = environment;
    }

    static String expand(String text, PathEnvironment environment) {
        return new PathExpansion(text, environment).run();
    }

    private String run() {
        int at = 0;
        boolean placeStarts = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            int next = at;
            if (c == '%') {
                next = variable(at + 1, close('%', at + 1), 1);
            } else if (c == '$') {
                next = dollar(at + 1);
            } else if (c == '~'
                    && placeStarts
                    && isPlaceEnd(at + 1)
                    && !environment.userHome().isBlank()) {
                result.append(environment.userHome());
                next = at + 1;
            }
            if (next <= at) {
                result.append(c);
                next = at + 1;
            }
            placeStarts = c == ';' || c == '*' || (placeStarts && (Character.isWhitespace(c) || c == '"'));
            at = next;
        }
        return result.toString();
    }

    private int dollar(int start) {
        if (start < text.length() && text.charAt(start) == '{') {
            return variable(start + 1, close('}', start + 1), 1);
        }
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end), end > start)) {
            end++;
        }
        return variable(start, end, 0);
    }

    /** Where a name ends that starts at a position; -1 if nothing ends it. */
    private int close(char mark, int start) {
        int limit = Math.min(text.length(), start + MAX_NAME + 1);
        int at = start;
        while (at < limit && text.charAt(at) != mark) {
            at++;
        }
        return at < limit ? at : -1;
    }

    /** Appends the value of the variable named between two positions; where reading goes on, or -1 if there is no such variable. */
    private int variable(int start, int end, int closing) {
        if (end <= start) {
            return -1;
        }
        Optional<String> value = environment.variable(text.substring(start, end));
        value.ifPresent(result::append);
        return value.isPresent() ? end + closing : -1;
    }

    private boolean isPlaceEnd(int at) {
        return at == text.length()
                || "/\\;*\"".indexOf(text.charAt(at)) >= 0
                || Character.isWhitespace(text.charAt(at));
    }

    private static boolean isNamePart(char c, boolean digits) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (digits && c >= '0' && c <= '9');
    }
}
