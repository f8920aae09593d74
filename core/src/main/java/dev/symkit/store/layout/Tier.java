// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

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
}
