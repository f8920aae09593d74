// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.check;

import dev.symkit.store.key.SymbolKey;
import java.time.Duration;
import java.util.Optional;

/**
 * What is told of one item.
 *
 * @param item what was looked at
 * @param status how it ended
 * @param reason why, for programs
 * @param text why, for people; empty if it passed
 * @param result of the check; empty if it was not checked
 * @param silent whether a failure is neither told nor counted as one ({@code /ee})
 * @param took how long it took
 */
public record Answer(
        Item item,
        Status status,
        Reason reason,
        String text,
        Optional<CheckResult> result,
        boolean silent,
        Duration took) {
    /** The file name. */
    public String name() {
        return SymbolKey.fileName(item.path());
    }

    /** Whether it counts as failed. */
    public boolean fails() {
        return status.counts() && !silent;
    }
}
