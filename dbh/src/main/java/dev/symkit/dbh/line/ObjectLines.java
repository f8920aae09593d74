// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of one object file: source by source in the order in which they first occur, in each by address. Immutable. */
public final class ObjectLines {
    private final List<LineSpot> spots;

    private ObjectLines(List<LineSpot> spots) {
        this.spots = List.copyOf(spots);
    }

    /** Collects lines. Confined to one thread. */
    static final class Builder {
        private final Map<String, List<LineSpot>> bySource = new HashMap<>();
        private final List<List<LineSpot>> inOrder = new ArrayList<>();

        void add(LineSpot spot) {
            List<LineSpot> known = bySource.get(spot.file());
            if (known == null) {
                known = new ArrayList<>();
                bySource.put(spot.file(), known);
                inOrder.add(known);
            }
            known.add(spot);
        }

        ObjectLines build() {
            List<LineSpot> all = new ArrayList<>();
            for (List<LineSpot> source : inOrder) {
                source.sort(Comparator.comparingLong(LineSpot::rva));
                all.addAll(source);
            }
            return new ObjectLines(all);
        }
    }

    /** The lines. */
    public List<LineSpot> all() {
        return spots;
    }

    /** The next greater line of the same source that has code, at its first address. */
    public Optional<LineSpot> after(LineSpot spot) {
        return spots.stream()
                .filter(other -> other.file().equals(spot.file()) && other.line() > spot.line())
                .min(Comparator.comparingLong(LineSpot::line).thenComparingLong(LineSpot::rva));
    }

    /** The next smaller line of the same source that has code, at its first address. */
    public Optional<LineSpot> before(LineSpot spot) {
        return spots.stream()
                .filter(other -> other.file().equals(spot.file()) && other.line() < spot.line())
                .min(Comparator.comparingLong(LineSpot::line).reversed().thenComparingLong(LineSpot::rva));
    }
}
