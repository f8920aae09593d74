// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.url;

import java.net.URI;
import java.util.Locale;

/**
 * Whom a request goes to; secrets go to the origin they were set for and nowhere else.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case
 * @param port always a number
 */
public record Origin(String scheme, String host, int port) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** The origin of an http or https URL. */
    public static Origin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() < 0 ? usual(scheme) : uri.getPort();
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    /** Whether it is asked over TLS. */
    public boolean secure() {
        return scheme.equals("https");
    }

    /** Host, and the port if it is not the usual one. */
    public String authority() {
        return port == usual(scheme) ? host : host + ":" + port;
    }

    /** Scheme and authority. */
    @Override
    public String toString() {
        return scheme + "://" + authority();
    }

    private static int usual(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }
}
