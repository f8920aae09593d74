// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.List;
import java.util.Locale;

/**
 * What a {@code [store ...]} section is about, so that it can be compared with the place of a store. A part of a name does not count:
 * {@code https://h} does not cover {@code https://h.example}. Immutable.
 *
 * @param root scheme, host and port of a URL, or the kind of a path
 * @param names the names of the path below it
 */
record StoreTarget(String root, List<String> names) {
    StoreTarget {
        names = List.copyOf(names);
    }

    /** What a URL or a path stands for: user-info, query, default port, and the case of hosts and Windows paths do not matter. */
    static StoreTarget of(String text) {
        String place = text.strip();
        if (UrlText.is(place)) {
            return url(place);
        }
        return PathText.isWindows(place) || UncPath.is(place)
                ? new StoreTarget("\\", PathText.names(place, HostSystem.WINDOWS))
                : new StoreTarget(place.startsWith("/") ? "/" : "", PathText.names(place, HostSystem.OTHER));
    }

    private static StoreTarget url(String url) {
        int start = url.indexOf("://") + 3;
        int end = start;
        int query = UrlText.queryStart(url, start);
        while (end < query && !PathText.isSlash(url, end)) {
            end++;
        }
        String scheme = url.substring(0, start).toLowerCase(Locale.ROOT);
        int user = url.substring(start, end).lastIndexOf('@');
        String host = url.substring(start + user + 1, end).toLowerCase(Locale.ROOT);
        String port = scheme.startsWith("https") ? ":443" : ":80";
        String origin = host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
        return new StoreTarget(scheme + origin, UncPath.parts(url.substring(end, query)));
    }

    /** Whether a place is this one or below it. */
    boolean covers(StoreTarget place) {
        return root.equals(place.root)
                && names.size() <= place.names.size()
                && names.equals(place.names.subList(0, names.size()));
    }
}
