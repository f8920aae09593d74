// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to serve at. Immutable.
 *
 * @param tls whether with TLS
 * @param host name or address; an IPv6 address without brackets
 * @param port 0 for any free one
 */
public record ListenAddress(boolean tls, String host, int port) {
    private static final Pattern FORM = Pattern.compile(
            "(https?://)?(?:(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9.*-]*):)?(\\d{1,5})/?", Pattern.CASE_INSENSITIVE);
    private static final int MAX_PORT = 0xFFFF;

    /** The address that a text means; a port alone is one of all addresses of the machine. Empty if it means none. */
    public static Optional<ListenAddress> parse(String text) {
        Matcher match = FORM.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        String scheme = match.group(1) == null ? "" : match.group(1);
        String host = match.group(2) == null ? "" : match.group(2);
        int port = Integer.parseInt(match.group(3));
        if (port > MAX_PORT) {
            return Optional.empty();
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String all = bare.isEmpty() || bare.equals("*") ? "0.0.0.0" : bare;
        return Optional.of(new ListenAddress(scheme.equalsIgnoreCase("https://"), all, port));
    }
}
