// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.ListenAddress;
import dev.symkit.symproxy.config.ServerKeys;
import dev.symkit.symproxy.config.TlsKeys;
import dev.symkit.symproxy.web.EngineSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a configuration says about where and how to serve. */
final class Listeners {
    private static final int ADMIN_CONNECTIONS = 256;

    private Listeners() {}

    /** Where files are served. */
    static EngineSettings main(Configuration all) {
        return settings(
                all,
                all.get(ServerKeys.LISTEN),
                all.get(ServerKeys.MAX_CONNECTIONS),
                all.get(ServerKeys.MAX_CONNECTIONS_PER_IP));
    }

    /** Where the services are, if they have a place of their own. */
    static Optional<EngineSettings> admin(Configuration all) {
        String text = all.get(ServerKeys.ADMIN_LISTEN);
        return isOff(text) || isMain(all)
                ? Optional.empty()
                : Optional.of(settings(all, List.of(text), ADMIN_CONNECTIONS, ADMIN_CONNECTIONS));
    }

    private static boolean isOff(String text) {
        return text.toLowerCase(Locale.ROOT).equals("off");
    }

    /** Whether the services are where the files are. */
    static boolean isMain(Configuration all) {
        return all.get(ServerKeys.ADMIN_LISTEN).toLowerCase(Locale.ROOT).equals("main");
    }

    private static EngineSettings settings(Configuration all, List<String> addresses, int most, int perClient) {
        List<EngineSettings.Listener> listeners = addresses.stream()
                .flatMap(text -> ListenAddress.parse(text).stream())
                .map(address -> new EngineSettings.Listener(address.host(), address.port(), address.tls()))
                .toList();
        String workers = all.get(ServerKeys.WORKERS);
        return new EngineSettings(
                listeners,
                tls(all),
                workers.matches("\\d{1,5}") ? Integer.parseInt(workers) : 0,
                most,
                perClient,
                all.get(ServerKeys.REQUEST_HEADER_TIMEOUT),
                all.get(ServerKeys.IDLE_TIMEOUT),
                all.get(ServerKeys.MIN_SPEED));
    }

    private static Optional<EngineSettings.Tls> tls(Configuration all) {
        Optional<Path> certificate = all.find(TlsKeys.CERT);
        TlsKeys.ClientAuth client = all.get(TlsKeys.CLIENT_AUTH);
        return certificate.map(file -> new EngineSettings.Tls(
                file,
                all.find(TlsKeys.KEY).orElse(file),
                all.find(TlsKeys.KEY_PASSWORD).orElse(""),
                all.get(TlsKeys.PROTOCOLS),
                all.find(TlsKeys.CLIENT_CA),
                client != TlsKeys.ClientAuth.NONE,
                client == TlsKeys.ClientAuth.NEED));
    }

    /** The URL of this machine at the port of the first listener. */
    static String url(Configuration all, int port) {
        return (main(all).listeners().get(0).tls() ? "https" : "http") + "://localhost:" + port + "/";
    }
}
