// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

/**
 * A text that products and versions are compared with: exactly, but for {@code *}, which stands for any text, empty too.
 *
 * @param text the pattern
 */
public record TextPattern(String text) {

    /** Whether the whole of {@code value} fits. Takes no more than the product of both lengths in steps. */
    public boolean matches(String value) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < value.length()) {
            if (in < text.length() && text.charAt(in) == '*') {
                star = in++;
                resume = at;
            } else if (in < text.length() && text.charAt(in) == value.charAt(at)) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < text.length() && text.charAt(in) == '*') {
            in++;
        }
        return in == text.length();
    }
}
