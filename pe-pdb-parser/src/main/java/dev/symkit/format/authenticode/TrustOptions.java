// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Whom to trust. There is no list of authorities that comes with the system as on Windows, so the caller names them.
 *
 * @param authorities certificates that are trusted; without any, trust is not checked
 * @param now the time at which certificates must be valid if the signature has no valid timestamp
 */
public record TrustOptions(List<X509Certificate> authorities, Instant now) {
    /** Copies the list. */
    public TrustOptions {
        authorities = List.copyOf(authorities);
    }

    /** Trust is not checked. */
    public static TrustOptions none() {
        return new TrustOptions(List.of(), Instant.EPOCH);
    }
}
