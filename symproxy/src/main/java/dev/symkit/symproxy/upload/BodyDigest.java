// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.symproxy.web.Request;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The SHA-256 that a client says its body has: {@code Content-Digest: sha-256=:BASE64:} (RFC 9530) or {@code Digest: SHA-256=BASE64} (RFC
 * 3230). Other algorithms are left alone. Confined to one thread.
 */
final class BodyDigest {
    private static final String NAME = "sha-256=";

    private final byte[] expected;
    private final MessageDigest actual = sha256();

    private BodyDigest(byte[] expected) {
        this.expected = expected;
    }

    /**
     * What a request says; empty if it says nothing.
     *
     * @throws RefusedException if that is not readable
     */
    static Optional<BodyDigest> of(Request request) throws RefusedException {
        for (String header : new String[] {"Content-Digest", "Digest"}) {
            for (String field : request.headers(header)) {
                for (String each : field.split(",", -1)) {
                    String one = each.strip();
                    if (one.toLowerCase(Locale.ROOT).startsWith(NAME)) {
                        return Optional.of(new BodyDigest(decoded(one.substring(NAME.length()))));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static byte[] decoded(String text) throws RefusedException {
        boolean structured = text.length() > 1 && text.startsWith(":") && text.endsWith(":");
        try {
            return Base64.getDecoder().decode(structured ? text.substring(1, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(RefusedException.BAD_REQUEST, "the digest in the header is not base64");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What the bytes of the body go through. */
    MessageDigest sink() {
        return actual;
    }

    /** Compares, once all of the body went through. */
    void check() throws RefusedException {
        if (!MessageDigest.isEqual(expected, actual.digest())) {
            throw new RefusedException(RefusedException.BAD_REQUEST, "the body does not have the digest of the header");
        }
    }
}
