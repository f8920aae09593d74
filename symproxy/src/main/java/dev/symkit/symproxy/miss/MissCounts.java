// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.miss;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which missing names are asked for most. Keeps a bounded number of names: where a new one finds no place, all counts go down by one, and
 * those at zero go. So a count is never too large, and too small by at most the requests divided by the places (the algorithm of Misra and
 * Gries); a request costs the same however many names there are, on average. Guarded by itself.
 */
public final class MissCounts {
    private final int most;
    private final Map<String, Integer> counts = new HashMap<>();

    /**
     * A name and how often it was asked for in vain.
     *
     * @param name in lower case
     */
    public record Count(String name, int count) {}

    /** Counts for so many names. */
    public MissCounts(int most) {
        this.most = most;
    }

    /** Counts one request. */
    public synchronized void add(String name) {
        Integer known = counts.get(name);
        if (known != null || counts.size() < most) {
            counts.merge(name, 1, Integer::sum);
            return;
        }
        counts.replaceAll((other, count) -> count - 1);
        counts.values().removeIf(count -> count == 0);
    }

    /** The names asked for most, most first. */
    public synchronized List<Count> top(int number) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Count::count).reversed().thenComparing(Count::name))
                .limit(number)
                .toList();
    }

    /** Starts anew. */
    public synchronized void clear() {
        counts.clear();
    }
}
