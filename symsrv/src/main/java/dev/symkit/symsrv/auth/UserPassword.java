// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A user and what shows that it is one.
 *
 * @param user the name
 * @param password the secret
 */
public record UserPassword(String user, Secret password) {
    /** What {@code user:password} of a URL means, percent-encoding undone; without a colon the password is empty. */
    public static Optional<UserPassword> ofUserInfo(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        String password = colon < 0 ? "" : text.substring(colon + 1);
        return Optional.of(new UserPassword(decoded(user), Secret.of(decoded(password))));
    }

    private static String decoded(String text) {
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            int high = from[i] == '%' && i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(from[i + 2], 16);
            to[length++] = low < 0 ? from[i] : (byte) ((high << 4) | low);
            i += low < 0 ? 0 : 2;
        }
        return new String(to, 0, length, StandardCharsets.UTF_8);
    }

    /** The name only. */
    @Override
    public String toString() {
        return "UserPassword[" + user + "]";
    }
}
