// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.Locale;

/** URLs of stores as text. */
public final class UrlText {
    private static final String MARK = "://";
    private static final String HIDDEN = "***";

    private UrlText() {}

    /** Whether a text starts as an HTTP or HTTPS URL does, in any case. */
    public static boolean is(String text) {
        String start = text.substring(0, Math.min(text.length(), 8)).toLowerCase(Locale.ROOT);
        return start.startsWith("http://") || start.startsWith("https://");
    }

    /** Whether a text starts as the place of a bucket does, {@code s3://}, in any case. */
    public static boolean isBucket(String text) {
        return text.regionMatches(true, 0, "s3://", 0, "s3://".length());
    }

    /** Index of the first {@code ?} or {@code #} from a position on, or the length of the text. */
    static int queryStart(String url, int from) {
        int at = from;
        while (at < url.length() && url.charAt(at) != '?' && url.charAt(at) != '#') {
            at++;
        }
        return at;
    }

    /**
     * The URL of something below a store: the query of the store stays at the end.
     *
     * @param url URL of the store
     * @param path the path below it, percent-encoded, without a slash in front
     */
    public static String below(String url, String path) {
        int query = queryStart(url, 0);
        String base = url.substring(0, query);
        return base + (base.endsWith("/") ? "" : "/") + path + url.substring(query);
    }

    /**
     * A URL that may be shown: user-info, query and fragment replaced by {@code ***}. Text without {@code ://} is unchanged; text in front
     * of it is kept. A URL inside the path of another one is treated alike. Takes all of the text for the URL: for a symbol path there is
     * {@link #maskedPath}.
     */
    public static String masked(String url) {
        int mark = url.indexOf(MARK);
        if (mark < 0) {
            return url;
        }
        StringBuilder shown = new StringBuilder();
        int lastAt = url.lastIndexOf('@');
        int query = queryStart(url, mark);
        int done = 0;
        while (mark >= 0 && mark < query) {
            int start = mark + MARK.length();
            shown.append(url, done, start);
            done = start;
            int at = userInfoEnd(url, start, lastAt);
            if (at >= 0) {
                shown.append(HIDDEN);
                done = at;
                query = query < at ? queryStart(url, at) : query;
            }
            mark = url.indexOf(MARK, done);
        }
        shown.append(url, done, query);
        return query < url.length()
                ? shown.append(url.charAt(query)).append(HIDDEN).toString()
                : shown.toString();
    }

    /** A symbol path that may be shown: every URL in it {@link #masked}. */
    public static String maskedPath(String path) {
        StringBuilder shown = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == ';' || path.charAt(i) == '*') {
                shown.append(masked(path.substring(start, i)));
                if (i < path.length()) {
                    shown.append(path.charAt(i));
                }
                start = i + 1;
            }
        }
        return shown.toString();
    }

    /**
     * Index of the {@code @} behind the user-info of a URL, -1 if it has none. A password with a raw slash or question mark in it splits
     * the URL at the wrong place; what then stands where a port should be is no number.
     */
    private static int userInfoEnd(String url, int start, int lastAt) {
        int end = start;
        while (PathText.isSlash(url, end)) {
            end++;
        }
        int at = -1;
        int colon = -1;
        boolean bracket = false;
        for (; end < url.length() && "/\\?#".indexOf(url.charAt(end)) < 0; end++) {
            char c = url.charAt(end);
            at = c == '@' ? end : at;
            bracket = c == '[' || (bracket && c != ']');
            colon = c == ':' && !bracket && colon < 0 ? end : colon;
        }
        if (at >= 0 || colon < 0 || lastAt < end) {
            return at;
        }
        String port = url.substring(colon + 1, end);
        return !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9') ? at : lastAt;
    }
}
