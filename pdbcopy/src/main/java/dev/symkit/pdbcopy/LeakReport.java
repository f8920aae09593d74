// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was found in a PDB. Everything is counted in the totals; of each class the first findings are listed, at most {@link
 * #MOST_LISTED}. Immutable.
 *
 * @param findings the leaks, by class, in each in the order of pages, streams and records; {@link LeakClass#MAP_PAGE} last
 * @param totals the numbers for each class that has findings
 */
public record LeakReport(List<LeakFinding> findings, Map<LeakClass, LeakTotal> totals) {
    /** Findings of one class that are listed. */
    public static final int MOST_LISTED = 4096;

    /** Copies the parts. */
    public LeakReport {
        findings = List.copyOf(findings);
        Map<LeakClass, LeakTotal> ordered = new EnumMap<>(LeakClass.class);
        ordered.putAll(totals);
        totals = Collections.unmodifiableMap(ordered);
    }

    /** Whether there is no leak. */
    public boolean isClean() {
        return totals.keySet().stream().noneMatch(LeakClass::isLeak);
    }

    /** The numbers for a class. */
    public LeakTotal total(LeakClass type) {
        return totals.getOrDefault(type, LeakTotal.NONE);
    }

    /** Number of leaking bytes, which is what a repair zeroes. */
    public long bytes() {
        return totals.entrySet().stream()
                .filter(entry -> entry.getKey().isLeak())
                .mapToLong(entry -> entry.getValue().bytes())
                .sum();
    }

    /** Number of findings of a class that are counted but not listed. */
    public long unlisted(LeakClass type) {
        return Math.max(0, total(type).findings() - MOST_LISTED);
    }
}
