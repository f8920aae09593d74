// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import dev.symkit.symsrv.settings.AuthSettings;
import java.util.List;
import java.util.Optional;

/**
 * What credentials are wanted for.
 *
 * @param scheme {@code https} or {@code http}
 * @param host name of the host
 * @param authority the same with the port, unless that is the usual one
 * @param path of the store, without a slash in front
 * @param settings of the store
 * @param userInfo what its URL holds
 * @param challenges what the server offered; none before it was asked
 */
public record AuthRequest(
        String scheme,
        String host,
        String authority,
        String path,
        AuthSettings settings,
        Optional<UserPassword> userInfo,
        List<Challenge> challenges) {
    /** Copies the list. */
    public AuthRequest {
        challenges = List.copyOf(challenges);
    }

    /** The same with what a server offered. */
    public AuthRequest with(List<Challenge> offered) {
        return new AuthRequest(scheme, host, authority, path, settings, userInfo, offered);
    }

    /** Whether user and password are of use: the server offers {@code Basic}, or does not say what it wants. */
    public boolean takesPassword() {
        return challenges.isEmpty()
                || challenges.stream().anyMatch(c -> c.scheme().equalsIgnoreCase("Basic"));
    }

    /** The realm of the first challenge that has one. */
    public Optional<String> realm() {
        return challenges.stream().flatMap(c -> c.realm().stream()).findFirst();
    }
}
