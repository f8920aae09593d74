// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

/** What may stand in a request header (RFC 9110, 5.1 and 5.5). */
public final class HeaderText {
    private static final String SIGNS = "!#$%&'*+-.^_`|~";

    private HeaderText() {}

    /** Whether a text can be the name of a header. */
    public static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(HeaderText::isToken);
    }

    /** Whether a text can be the value of a header: no control characters, which could start another header. */
    public static boolean isValue(String text) {
        return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7F && c <= 0xFF));
    }

    private static boolean isToken(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c > ' ' && SIGNS.indexOf(c) >= 0);
    }
}
