// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;

/**
 * How cabinets and ZIP archives are written. The number of threads and the check change nothing in the result.
 *
 * @param level level of the deflate compressor, 1 to 9
 * @param threads most threads that compress at the same time, at least 1
 * @param verify whether the cabinet is read again and compared with the source
 * @param zone zone of the times in the cabinet, which have none of their own
 */
public record CabinetOptions(int level, int threads, boolean verify, ZoneId zone) {
    private static final int DEFAULT_LEVEL = 4;
    private static final int MAX_DEFAULT_THREADS = 8;

    /** Checks the ranges. */
    public CabinetOptions {
        Objects.requireNonNull(zone, "zone");
        if (level < 1 || level > 9 || threads < 1) {
            throw new IllegalArgumentException("level " + level + ", threads " + threads);
        }
    }

    /** Level 4 on as many threads as there are processors, at most 8, with the check, in the zone of a clock. */
    public static CabinetOptions of(Clock clock) {
        int threads = Math.min(MAX_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors());
        return new CabinetOptions(DEFAULT_LEVEL, threads, true, clock.getZone());
    }

    /** These options with another level. */
    public CabinetOptions withLevel(int newLevel) {
        return new CabinetOptions(newLevel, threads, verify, zone);
    }

    /** These options with another number of threads. */
    public CabinetOptions withThreads(int newThreads) {
        return new CabinetOptions(level, newThreads, verify, zone);
    }

    /** These options with or without the check. */
    public CabinetOptions withVerify(boolean newVerify) {
        return new CabinetOptions(level, threads, newVerify, zone);
    }
}
