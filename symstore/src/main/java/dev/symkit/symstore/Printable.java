// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

/** Text from a store's files, fit for a message. */
public final class Printable {
    private static final int MAX = 200;

    private Printable() {}

    /** The beginning of a text, control characters replaced by {@code ?}. */
    public static String of(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().limit(MAX).forEach(c -> result.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return result.toString();
    }
}
