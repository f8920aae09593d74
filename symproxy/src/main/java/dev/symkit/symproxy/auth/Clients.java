// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import dev.symkit.symproxy.config.Networks;
import dev.symkit.symproxy.web.Request;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where requests come from. A proxy that is trusted tells in {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239); if both are there the
 * first counts, and a proxy has to delete the one that it does not write. From the right on, the first address that is of no trusted
 * network is that of the client: what is left of it the client may have made up. Immutable.
 */
final class Clients {
    private final Networks trusted;

    Clients(Networks trusted) {
        this.trusted = trusted;
    }

    /** The address of the client of a request. */
    String of(Request request) {
        String peer = request.peer();
        if (trusted.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        List<String> hops = hops(request);
        String client = peer;
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<InetAddress> hop = Networks.address(withoutPort(hops.get(i)));
            if (hop.isEmpty()) {
                return client;
            }
            client = hop.get().getHostAddress();
            if (!trusted.contains(hop.get())) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return Networks.address(address).filter(trusted::contains).isPresent();
    }

    /** The addresses in the order in which the request passed them, as they are written. */
    private static List<String> hops(Request request) {
        List<String> lines = request.headers("X-Forwarded-For");
        if (!lines.isEmpty()) {
            return List.of(String.join(",", lines).split(",", -1));
        }
        List<String> hops = new ArrayList<>();
        for (String element : String.join(",", request.headers("Forwarded")).split(",", -1)) {
            hops.add(forwardedFor(element));
        }
        return hops;
    }

    /** The value of {@code for} in an element of {@code Forwarded}; empty without one. */
    private static String forwardedFor(String element) {
        for (String pair : element.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && pair.substring(0, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals("for")) {
                String value = pair.substring(equals + 1).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return "";
    }

    private static String withoutPort(String text) {
        String hop = text.strip();
        int bracket = hop.indexOf(']');
        if (bracket > 0) {
            return hop.substring(0, bracket + 1);
        }
        int colon = hop.indexOf(':');
        // a second colon makes it an IPv6 address
        return colon > 0 && hop.indexOf(':', colon + 1) < 0 ? hop.substring(0, colon) : hop;
    }
}
