// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The secrets themselves: 160 random bits as 32 characters of base32 (RFC 4648 section 6) in lower case, which survives clients that write
 * paths in lower case. Stateless.
 */
final class Secrets {
    /** Characters of a token. */
    static final int LENGTH = 32;

    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A new one. */
    static String random() {
        // each character stands for 5 bits of its own, so drawing them one by one is the same as encoding 20 bytes
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return text.toString();
    }

    /** The token of a text in any case, which may have a comment behind a hyphen; empty if it cannot be one. */
    static Optional<String> of(String text) {
        int hyphen = text.indexOf('-');
        String bare = (hyphen < 0 ? text : text.substring(0, hyphen)).strip().toLowerCase(Locale.ROOT);
        boolean form = bare.length() == LENGTH && bare.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
        return form ? Optional.of(bare) : Optional.empty();
    }

    /** SHA-256, in hexadecimal digits. */
    static String hash(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
