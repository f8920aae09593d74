// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an engine serves at and what it puts up with.
 *
 * @param listeners addresses
 * @param tls for the listeners that want it
 * @param workers threads; 0 chooses
 * @param maxConnections at the same time
 * @param maxPerClient connections of one address at the same time
 * @param headTimeout how long a client may take for the head of a request
 * @param idleTimeout how long a connection may be silent
 * @param minSpeed bytes for each second below which a client is given up; 0 for no limit
 */
public record EngineSettings(
        List<Listener> listeners,
        Optional<Tls> tls,
        int workers,
        int maxConnections,
        int maxPerClient,
        Duration headTimeout,
        Duration idleTimeout,
        long minSpeed) {
    /** Copies the list. */
    public EngineSettings {
        listeners = List.copyOf(listeners);
    }

    /**
     * An address.
     *
     * @param host name or address
     * @param port 0 for any free one
     * @param tls whether with TLS
     */
    public record Listener(String host, int port, boolean tls) {}

    /**
     * The server's certificate and what is asked of clients.
     *
     * @param certificate PEM or PKCS#12
     * @param key PEM; the certificate's file if it is there
     * @param password of the key; secret
     * @param protocols for example {@code TLSv1.3}
     * @param clientAuthorities PEM with those who sign certificates of clients
     * @param wanted whether clients are asked for a certificate
     * @param needed whether there is no connection without one
     */
    public record Tls(
            Path certificate,
            Path key,
            String password,
            List<String> protocols,
            Optional<Path> clientAuthorities,
            boolean wanted,
            boolean needed) {
        /** Copies the list. */
        public Tls {
            protocols = List.copyOf(protocols);
        }

        /** Shows no password. */
        @Override
        public String toString() {
            return "Tls[" + certificate + ", " + protocols + "]";
        }
    }
}
