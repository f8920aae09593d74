// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the client makes itself known to one store (keys {@code auth} and {@code auth.*}; symsrv.md 10.2). Holds no secret, only where it is.
 *
 * @param kind what is sent
 * @param user for {@link Kind#BASIC}
 * @param secretFile a file whose text, without the line end, is the secret: password, token, header, or password of the certificate
 * @param secretEnv an environment variable that holds the secret, used if there is no file
 * @param certificate for {@link Kind#MTLS}: PKCS#12, or PEM with certificates and key
 */
public record AuthSettings(
        Kind kind, String user, Optional<Path> secretFile, Optional<String> secretEnv, Optional<Path> certificate) {
    /** Nothing is set: credentials are looked for when the store asks for them. */
    public static final AuthSettings UNSET = of(Kind.UNSET);

    /** Credentials are never sent. */
    public static final AuthSettings NONE = of(Kind.NONE);

    /** Settings of a kind that needs nothing else. */
    public static AuthSettings of(Kind kind) {
        return new AuthSettings(kind, "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is sent. */
    public enum Kind {
        /** What the other sources know, once the store asks. */
        UNSET,
        /** Nothing, even if the store asks. */
        NONE,
        /** User and password, with every request. */
        BASIC,
        /** A token, with every request. */
        BEARER,
        /** A header, with every request. The secret is {@code Name: value}, or only the value of {@code Authorization}. */
        HEADER,
        /** A client certificate. */
        MTLS
    }

    /** Whether credentials go out before the store asks. */
    public boolean preemptive() {
        return kind == Kind.BASIC || kind == Kind.BEARER || kind == Kind.HEADER;
    }
}
