// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.symsrv.cache.CacheOptions;
import dev.symkit.symsrv.cache.CacheWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Temporary files that nobody writes any more (symsrv.md 13, rule 7): those of writers of caches as soon as they can be locked, all others a
 * day after they were last written. Thread-safe.
 */
final class Leftovers {
    private static final Duration OLD = Duration.ofDays(1);

    private final InstantSource clock;
    private final CacheWriter writer;

    Leftovers(InstantSource clock) {
        this.clock = clock;
        this.writer = new CacheWriter(CacheOptions.DEFAULT, clock);
    }

    /** Whether a name is that of a temporary file. */
    static boolean isTemporary(String name) {
        return name.startsWith("~") && name.endsWith(".tmp");
    }

    /** The problem that a file is one of those; empty if it is none. */
    Optional<Problem> look(Path file, long modified) {
        return isTemporary(String.valueOf(file.getFileName())) && (isDead(file) || isOld(modified))
                ? problem(file)
                : Optional.empty();
    }

    /** The same for a file in a directory in which all are temporary. */
    Optional<Problem> lookAtAny(Path file, long modified) {
        return isDead(file) || isOld(modified) ? problem(file) : Optional.empty();
    }

    private static Optional<Problem> problem(Path file) {
        return Optional.of(Problem.open(Problem.Kind.LEFTOVER, file, "a temporary file that nobody writes"));
    }

    private boolean isDead(Path file) {
        try {
            return writer.isAbandoned(file);
        } catch (IOException e) {
            return false; // cannot be told from one in use
        }
    }

    private boolean isOld(long modified) {
        return clock.millis() - modified > OLD.toMillis();
    }

    /** Deletes a leftover if it still is one. */
    Problem remove(Problem leftover) {
        Path file = leftover.path();
        try {
            boolean gone = isOld(Files.getLastModifiedTime(file).toMillis())
                    ? Files.deleteIfExists(file)
                    : writer.discard(file);
            return gone ? leftover.fixed("deleted") : leftover.kept("it is being written again");
        } catch (IOException e) {
            return Files.exists(file) ? leftover.kept(FileProblems.reason(e, file)) : leftover.fixed("gone");
        }
    }
}
