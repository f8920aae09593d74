// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import java.time.Instant;
import java.util.UUID;

/**
 * A new identity for a PDB; both ages become 1.
 *
 * @param guid the GUID
 * @param signature seconds since 1970, unsigned 32-bit
 */
public record Identity(UUID guid, long signature) {
    private static final long WORD = 0xFFFFFFFFL;

    /** A random one of a moment. */
    public static Identity random(Instant now) {
        return new Identity(UUID.randomUUID(), now.getEpochSecond() & WORD);
    }
}
