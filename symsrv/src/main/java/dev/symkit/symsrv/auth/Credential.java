// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A request header that makes the client known.
 *
 * @param header its name
 * @param value its value
 * @param source where it comes from, to be shown
 */
public record Credential(String header, Secret value, String source) {
    private static final String AUTHORIZATION = "Authorization";

    /** User and password (RFC 7617), in UTF-8. */
    public static Credential basic(String user, Secret password, String source) throws AuthException {
        byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return authorization("Basic " + Base64.getEncoder().encodeToString(pair), source);
    }

    /** A value of {@code Authorization}. */
    public static Credential authorization(String value, String source) throws AuthException {
        return header(AUTHORIZATION, value, source);
    }

    /** Any header. */
    public static Credential header(String name, String value, String source) throws AuthException {
        if (!HeaderText.isName(name) || !HeaderText.isValue(value)) {
            throw new AuthException(source + ": what it gives cannot be sent as a header");
        }
        return new Credential(name, Secret.of(value), source);
    }
}
