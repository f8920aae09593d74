// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import java.util.List;

/**
 * What {@link VerifyStore} found.
 *
 * @param problems what is wrong: 000Admin first, then transactions by id, key directories by path, files by path
 * @param notes what else is worth saying
 */
public record VerifyReport(List<Problem> problems, List<String> notes) {
    /** Copies the lists. */
    public VerifyReport {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
