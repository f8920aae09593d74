// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.proxy;

import dev.symkit.symsrv.auth.UserPassword;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Locale;
import java.util.Optional;

/**
 * A proxy as a user names it: {@code host:port}, {@code http://user:password@host:port}, or {@code none}.
 *
 * @param proxy the proxy, or {@link Proxy#NO_PROXY}
 * @param login user and password for it
 */
record ProxyAddress(Proxy proxy, Optional<UserPassword> login) {
    private static final int USUAL_PORT = 80;
    private static final String HTTP = "http://";

    /**
     * Reads one.
     *
     * @param from where it stands, for the message
     * @throws IllegalArgumentException if it is none; without its text, which may hold a password
     */
    static ProxyAddress parse(String text, String from) {
        String value = text.strip();
        if (value.equalsIgnoreCase("none")) {
            return new ProxyAddress(Proxy.NO_PROXY, Optional.empty());
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(HTTP) && lower.contains("://")) {
            throw new IllegalArgumentException(from + ": only proxies of the form http://host:port can be used");
        }
        String rest = (lower.startsWith(HTTP) ? value.substring(HTTP.length()) : value).replaceFirst("/+$", "");
        int at = rest.lastIndexOf('@');
        String place = rest.substring(at + 1);
        int bracket = place.lastIndexOf(']');
        int colon = place.indexOf(':', Math.max(0, bracket));
        String host = (colon < 0 ? place : place.substring(0, colon)).replaceAll("^\\[|\\]$", "");
        String digits = colon < 0 ? String.valueOf(USUAL_PORT) : place.substring(colon + 1);
        boolean valid = digits.matches("[0-9]{1,5}")
                && Integer.parseInt(digits) > 0
                && Integer.parseInt(digits) <= 0xFFFF
                && host.matches("[0-9A-Za-z._:%-]+");
        if (!valid) {
            throw new IllegalArgumentException(from + ": not a proxy of the form host:port");
        }
        InetSocketAddress address = InetSocketAddress.createUnresolved(host, Integer.parseInt(digits));
        return new ProxyAddress(
                new Proxy(Proxy.Type.HTTP, address),
                at < 0 ? Optional.empty() : UserPassword.ofUserInfo(rest.substring(0, at)));
    }
}
