// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * One file that was asked for.
 *
 * @param store the store, as in the symbol path, secrets masked
 * @param candidate path or URL, secrets masked
 * @param status how it ended
 * @param code the same as SymSrv says it
 * @param bytes size of the file that was found, else 0
 * @param took how long it took
 * @param reason of a file that was there and could not be used, why, in words, secrets masked; empty for all else
 */
public record Attempt(
        String store,
        String candidate,
        Status status,
        ResultCode code,
        long bytes,
        Duration took,
        Optional<String> reason) {
    /** An attempt that needs no reason. */
    public Attempt(String store, String candidate, Status status, ResultCode code, long bytes, Duration took) {
        this(store, candidate, status, code, bytes, took, Optional.empty());
    }

    /** Whether a file was there that is not the one that is wanted, or is damaged. */
    public boolean isMismatch() {
        return status == Status.BAD_FILE;
    }
}
