// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.miss;

import java.time.Duration;

/**
 * How long a miss is remembered (symproxy.md 9, {@code [misses]}). Immutable.
 *
 * @param first the first time
 * @param factor by which that grows for each further miss of the same key; at least 1
 * @param most where that ends
 */
public record MissLifetime(Duration first, int factor, Duration most) {
    /** The time after so many misses in a row, at least one. */
    Duration after(int misses) {
        Duration time = first;
        for (int i = 1; i < misses && time.compareTo(most) < 0 && factor > 1; i++) {
            time = time.multipliedBy(factor);
        }
        return time.compareTo(most) < 0 || factor == 1 ? time : most;
    }
}
