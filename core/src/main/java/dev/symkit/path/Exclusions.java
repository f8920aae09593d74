// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.List;
import java.util.Optional;

/**
 * Names of files that are never looked up ({@code [exclusions]}, documented). {@code *} stands for any text and {@code ?} for one
 * character, all else for itself ignoring case. A check takes at most the product of the lengths of name and patterns. Immutable.
 *
 * @param patterns the patterns, in lower case
 */
public record Exclusions(List<String> patterns) {
    /** Nothing is excluded. */
    public static final Exclusions NONE = new Exclusions(List.of());

    /** Copies the list, in lower case and without repeated asterisks. */
    public Exclusions {
        patterns = patterns.stream().map(Exclusions::normal).toList();
    }

    /** The first pattern that holds for a file name. */
    public Optional<String> match(String fileName) {
        String name = lower(fileName);
        return patterns.stream().filter(pattern -> matches(pattern, name)).findFirst();
    }

    /** Whether a pattern holds for a file name. */
    public boolean matches(String fileName) {
        return match(fileName).isPresent();
    }

    /** Goes back to the last asterisk only: what an earlier one could take the last one can take too. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int taken = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                taken = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++taken;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static String normal(String pattern) {
        StringBuilder text = new StringBuilder();
        for (char c : lower(pattern).toCharArray()) {
            if (c != '*' || text.isEmpty() || text.charAt(text.length() - 1) != '*') {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Lower case character by character, whatever stands beside it. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append(Character.toLowerCase(Character.toUpperCase((char) c))));
        return lower.toString();
    }
}
