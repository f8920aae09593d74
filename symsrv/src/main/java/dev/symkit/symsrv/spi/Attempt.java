// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import java.time.Duration;

/**
 * One file that was asked for.
 *
 * @param store the store, as in the symbol path, secrets masked
 * @param candidate path or URL, secrets masked
 * @param status how it ended
 * @param code the same as SymSrv says it
 * @param bytes size of the file that was found, else 0
 * @param took how long it took
 */
public record Attempt(String store, String candidate, Status status, ResultCode code, long bytes, Duration took) {}
