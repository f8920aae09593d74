// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the entries of a store lie in its root or one directory deeper. */
public enum Tier {
    /** {@code <name>/<index>/<file>}. */
    ONE,
    /** {@code <prefix>/<name>/<index>/<file>}; the store has a file {@code index2.txt} (documented). */
    TWO;

    /** The marker of a two-tier store. */
    public static final String MARKER = "index2.txt";

    /**
     * The prefix directory of a name: its first two characters in their own case, without trailing dots and blanks;
     * {@code _} if nothing is left (our choice; symbol-store-format 1.2).
     */
    public static String prefix(String name) {
        int end = name.offsetByCodePoints(0, Math.min(2, name.codePointCount(0, name.length())));
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return end == 0 ? "_" : name.substring(0, end);
    }

    /** All spellings of the prefix directory of a name; empty if it has letters outside of ASCII, whose spellings are not so few. */
    public static Optional<Set<String>> prefixSpellings(String name) {
        String prefix = prefix(name);
        if (!prefix.chars().allMatch(each -> each < 0x80)) {
            return Optional.empty();
        }
        String lower = prefix.toLowerCase(Locale.ROOT);
        String upper = prefix.toUpperCase(Locale.ROOT);
        int last = prefix.length() - 1;
        return Optional.of(Stream.of(
                        lower,
                        upper,
                        lower.substring(0, last) + upper.substring(last),
                        upper.substring(0, last) + lower.substring(last))
                .collect(Collectors.toUnmodifiableSet()));
    }
}
