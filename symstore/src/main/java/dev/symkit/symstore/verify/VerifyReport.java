// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

import java.util.List;
import java.util.Set;

/**
 * What {@link VerifyStore} or {@link RepairStore} found.
 *
 * @param problems what is or was wrong: 000Admin first, then transactions by id, key directories by path, files by path
 * @param repaired those of the problems that are there no more
 * @param notes what else is worth saying
 */
public record VerifyReport(List<Problem> problems, Set<Problem> repaired, List<String> notes) {
    /** Copies the lists. */
    public VerifyReport {
        problems = List.copyOf(problems);
        repaired = Set.copyOf(repaired);
        notes = List.copyOf(notes);
    }

    /** A report of problems that are all still there. */
    public VerifyReport(List<Problem> problems, List<String> notes) {
        this(problems, Set.of(), notes);
    }

    /** Whether nothing is wrong any more. */
    public boolean isClean() {
        return repaired.containsAll(problems);
    }
}
