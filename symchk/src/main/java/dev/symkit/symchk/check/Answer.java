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

    /** Whether it failed and nobody is to hear of that. */
    public boolean forgiven() {
        return status.counts() && silent;
    }

    /** What the totals, the exit code and JSON take it for: who is forgiven counts as ignored. */
    public Status countedAs() {
        return forgiven() ? Status.IGNORED : status;
    }

    /** Why, for programs. */
    public Reason countedFor() {
        return forgiven() ? Reason.FORGIVEN : reason;
    }
}
