// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.authenticode;

import java.time.Instant;
import java.util.Optional;

/**
 * A time that an authority put its name to.
 *
 * @param kind its form
 * @param time the time
 * @param valid whether it is about this signature and its own signature is whole
 * @param signer the authority
 */
public record TimeStamp(Kind kind, Instant time, boolean valid, Optional<Signer> signer) {
    /** The two forms. */
    public enum Kind {
        /** PKCS#9 counter signature. */
        COUNTER_SIGNATURE,
        /** RFC 3161 token. */
        RFC3161
    }
}
