// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

/** URLs that may be shown. */
final class MaskedUrl {
    private static final String HIDDEN = "***";
    private static final int LONGEST = 100;

    private MaskedUrl() {}

    /** The URL; user-info, query and fragment are {@code ***}. */
    static String of(String url) {
        int mark = url.indexOf("://");
        if (mark < 0) {
            return url;
        }
        int start = mark + 3;
        int query = start;
        while (query < url.length() && url.charAt(query) != '?' && url.charAt(query) != '#') {
            query++;
        }
        int at = url.lastIndexOf('@');
        String shown = url.substring(0, start)
                + (at >= start ? HIDDEN + url.substring(at, Math.max(at, query)) : url.substring(start, query));
        return query < url.length() && query > at ? shown + url.charAt(query) + HIDDEN : shown;
    }

    /** Text of a file or a server, for one line of a message. */
    static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
