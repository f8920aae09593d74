// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http.proxy;

import dev.symkit.symsrv.auth.UserPassword;
import dev.symkit.symsrv.http.url.Origin;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which proxy a request goes through (symsrv.md 10.4): the option, {@code _NT_SYMBOL_PROXY}, {@code HTTPS_PROXY} or {@code HTTP_PROXY}, the
 * selector of the JVM, which knows its properties and the system's settings, or none. {@code NO_PROXY} holds for the variables. Immutable.
 */
public final class ProxyChoice extends ProxySelector {
    private final Optional<ProxyAddress> option;
    private final Optional<ProxyAddress> https;
    private final Optional<ProxyAddress> http;
    private final NoProxyList exceptions;
    private final Optional<ProxySelector> jvm;

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if one of them is no proxy; the message does not hold its text
     */
    public ProxyChoice(Optional<String> option, Map<String, String> environment, Optional<ProxySelector> jvm) {
        this.option = option.map(text -> ProxyAddress.parse(text, "--proxy"));
        Optional<ProxyAddress> symbols = variable(environment, "_NT_SYMBOL_PROXY");
        this.https = symbols.or(() -> variable(environment, "HTTPS_PROXY", "https_proxy"));
        this.http = symbols.or(() -> variable(environment, "HTTP_PROXY", "http_proxy"));
        this.exceptions =
                NoProxyList.parse(value(environment, "NO_PROXY", "no_proxy").orElse(""));
        this.jvm = jvm;
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<ProxyAddress> named = named(uri);
        if (named.isPresent()) {
            return List.of(named.get().proxy());
        }
        if (excepted(uri) || jvm.isEmpty()) {
            return List.of(Proxy.NO_PROXY);
        }
        List<Proxy> usable = jvm.get().select(uri).stream()
                .filter(p -> p.type() != Proxy.Type.SOCKS)
                .toList();
        return usable.isEmpty() ? List.of(Proxy.NO_PROXY) : usable;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException error) {
        jvm.ifPresent(selector -> selector.connectFailed(uri, address, error));
    }

    /** The value of {@code Proxy-Authorization} for a request, if its proxy was named with user and password. */
    public Optional<String> authorization(URI uri) {
        return named(uri).flatMap(ProxyAddress::login).map(ProxyChoice::basic);
    }

    private Optional<ProxyAddress> named(URI uri) {
        if (option.isPresent()) {
            return option;
        }
        return excepted(uri) ? Optional.empty() : Origin.of(uri).secure() ? https : http;
    }

    private boolean excepted(URI uri) {
        return exceptions.covers(Origin.of(uri));
    }

    private static String basic(UserPassword login) {
        byte[] pair = (login.user() + ":" + login.password().reveal()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static Optional<ProxyAddress> variable(Map<String, String> environment, String... names) {
        return value(environment, names).map(text -> ProxyAddress.parse(text, names[0]));
    }

    private static Optional<String> value(Map<String, String> environment, String... names) {
        for (String name : names) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
