// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.report;

import dev.symkit.symchk.check.Reason;
import dev.symkit.symchk.check.Status;
import java.util.EnumMap;
import java.util.Map;

/** Counts what came of files. Confined to one thread. */
public final class Tally {
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    private long failed;
    private long others;
    private long missing;

    /** When a run fails as a whole: {@code --fail-on}. */
    public enum FailOn {
        /** As soon as one file fails. */
        ANY,
        /** As soon as symbols are missing or do not match. */
        MISSING,
        /** Never. */
        NONE
    }

    /** Counts a file. */
    public void count(Status status, Reason reason) {
        if (status.counts()) {
            failed++;
            missing += reason == Reason.MISSING ? 1 : 0;
        } else {
            others++;
        }
        if (status != Status.PASSED) {
            reasons.merge(reason, 1L, Long::sum);
        }
    }

    /** The totals so far. */
    public Totals totals() {
        return new Totals(failed, others);
    }

    /** How many files did not pass for each reason. */
    public Map<Reason, Long> reasons() {
        return Map.copyOf(reasons);
    }

    /** Whether the run failed. */
    public boolean fails(FailOn policy) {
        return switch (policy) {
            case ANY -> failed > 0;
            case MISSING -> missing > 0;
            case NONE -> false;
        };
    }
}
