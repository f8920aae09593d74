// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.nio.file.Path;
import java.util.List;

/** The keys of {@code [tls]}: the certificate of the https:// listeners. */
public final class TlsKeys {
    private static final Keys KEYS = new Keys("tls");

    public static final ConfigKey<Path> CERT = KEYS.optional(
            "cert", ValueType.PATH, "Certificate with its chain, PEM, or a PKCS#12 file; read again when it changes.");
    public static final ConfigKey<Path> KEY =
            KEYS.optional("key", ValueType.PATH, "Private key, PEM (PKCS#8), if it is not in the same file.");
    public static final ConfigKey<String> KEY_PASSWORD =
            KEYS.secret("keyPassword", "Password of the key or of the PKCS#12 file.");
    public static final ConfigKey<List<String>> PROTOCOLS =
            KEYS.key("protocols", ValueType.LIST, "TLSv1.3,TLSv1.2", "Protocols that are spoken.");
    public static final ConfigKey<Path> CLIENT_CA = KEYS.optional(
            "clientCa", ValueType.PATH, "Certificates, PEM, of those who may issue certificates of clients.");
    public static final ConfigKey<ClientAuth> CLIENT_AUTH = KEYS.key(
            "clientAuth", ValueType.word(ClientAuth.class), "none", "Whether clients are asked for a certificate.");

    static final List<ConfigKey<?>> ALL = KEYS.all();

    /** Certificates of clients. */
    public enum ClientAuth {
        /** Not asked for. */
        NONE,
        /** Asked for; a client without one is served as far as others are. */
        WANT,
        /** Without one there is no connection. */
        NEED
    }

    private TlsKeys() {}
}
