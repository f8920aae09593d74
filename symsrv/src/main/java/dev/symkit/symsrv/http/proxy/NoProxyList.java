// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.proxy;

import dev.symkit.symsrv.http.url.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hosts of {@code NO_PROXY}: names and their sub-domains with or without a dot in front, {@code *} for all, each with a port if wanted.
 *
 * @param entries in lower case
 */
record NoProxyList(List<String> entries) {
    static NoProxyList parse(String text) {
        return new NoProxyList(Arrays.stream(text.split("[,\\s]+"))
                .map(s -> s.toLowerCase(Locale.ROOT))
                .filter(s -> !s.isEmpty())
                .toList());
    }

    boolean covers(Origin host) {
        return entries.stream().anyMatch(entry -> covers(entry, host));
    }

    private static boolean covers(String entry, Origin host) {
        String name = entry;
        int colon = entry.lastIndexOf(':');
        boolean port = colon > 0
                && entry.substring(colon + 1).matches("[0-9]{1,5}")
                && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        if (port) {
            if (Integer.parseInt(entry.substring(colon + 1)) != host.port()) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        String bare = name.replaceFirst("^\\*?\\.", "").replaceAll("^\\[|\\]$", "");
        String wanted = host.host().replaceAll("^\\[|\\]$", "");
        return name.equals("*") || wanted.equals(bare) || (!bare.isEmpty() && wanted.endsWith("." + bare));
    }
}
