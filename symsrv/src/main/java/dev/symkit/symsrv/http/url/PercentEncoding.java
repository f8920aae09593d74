// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.url;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of URLs (symsrv.md 8.1). */
public final class PercentEncoding {
    private static final String KEPT = "-._~!$&'()*+,;=@";
    private static final String KEPT_IN_URL = KEPT + ":/?#[]%";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    /** One segment of a path. */
    public static String segment(String text) {
        return encoded(text, KEPT);
    }

    /** A URL, or a reference to one, that somebody wrote without care: only what may never stand in one is encoded. */
    public static String url(String text) {
        return encoded(text, KEPT_IN_URL);
    }

    private static String encoded(String text, String kept) {
        StringBuilder to = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0 && (letterOrDigit(b) || kept.indexOf(b) >= 0)) {
                to.append((char) b);
            } else {
                to.append('%').append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
            }
        }
        return to.toString();
    }

    private static boolean letterOrDigit(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }
}
