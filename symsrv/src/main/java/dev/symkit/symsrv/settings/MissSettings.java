// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long it is remembered that a store does not have a file (symsrv.md 12.3).
 *
 * @param lifetime how long; zero for not at all
 * @param limit most misses remembered
 * @param file keeps them from one process to the next
 */
public record MissSettings(Duration lifetime, int limit, Optional<Path> file) {
    /** Five minutes, in memory. */
    public static final MissSettings DEFAULT = new MissSettings(Duration.ofMinutes(5), 100_000, Optional.empty());
}
