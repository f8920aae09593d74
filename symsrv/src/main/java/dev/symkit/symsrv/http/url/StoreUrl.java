// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.url;

import dev.symkit.symsrv.auth.UserPassword;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The URL of a store, taken apart. The case of its path is kept.
 *
 * @param origin whom it names
 * @param path below the origin, encoded, without a slash at the end; empty or starting with a slash
 * @param query with its question mark, or empty; secret
 * @param userInfo user and password that stood in it
 */
public record StoreUrl(Origin origin, String path, String query, Optional<UserPassword> userInfo) {

    /** Takes a URL apart; empty if it is none that can be asked. */
    public static Optional<StoreUrl> parse(String url) {
        int mark = url.indexOf("://");
        if (mark < 0) {
            return Optional.empty();
        }
        int start = mark + 3;
        int end = end(url, start, "/?#");
        int at = url.substring(0, end).lastIndexOf('@');
        String info = at >= start ? url.substring(start, at) : "";
        String authority = url.substring(Math.max(start, at + 1), end);
        int pathEnd = end(url, end, "?#");
        int queryEnd = end(url, pathEnd, "#");
        String path = PercentEncoding.url(url.substring(end, pathEnd));
        try {
            URI base = new URI(url.substring(0, mark).toLowerCase(Locale.ROOT) + "://" + authority + path);
            if (!usable(base)) {
                return Optional.empty();
            }
            return Optional.of(new StoreUrl(
                    Origin.of(base),
                    path.replaceFirst("/+$", ""),
                    PercentEncoding.url(url.substring(pathEnd, queryEnd)),
                    UserPassword.ofUserInfo(info)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether a URL is one that this client follows: http or https with a host. */
    public static boolean usable(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https"))
                && uri.getHost() != null
                && !uri.getHost().isEmpty()
                && uri.getPort() <= 0xFFFF;
    }

    /** The URL of a file below the store: its path in front of the query. */
    public URI file(List<String> segments) {
        StringBuilder text = new StringBuilder(origin.toString()).append(path);
        for (String segment : segments) {
            text.append('/').append(PercentEncoding.segment(segment));
        }
        return URI.create(text.append(query).toString());
    }

    /** What stands behind the equals signs of the query. */
    public List<String> queryValues() {
        return query.isEmpty()
                ? List.of()
                : Stream.of(query.split("[?&]", -1))
                        .map(part -> part.substring(part.indexOf('=') + 1))
                        .toList();
    }

    /** Origin and path. */
    @Override
    public String toString() {
        return origin + path;
    }

    private static int end(String text, int from, String signs) {
        int at = from;
        while (at < text.length() && signs.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
