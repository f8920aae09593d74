// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.report;

import java.util.List;

/**
 * The totals of a run.
 *
 * @param failed files that failed or could not be fetched
 * @param others files that passed or were ignored
 */
public record Totals(long failed, long others) {
    /** The lines, the empty one before them included. */
    public List<String> lines() {
        return List.of("", "SYMCHK: FAILED files = " + failed, "SYMCHK: PASSED + IGNORED files = " + others);
    }
}
