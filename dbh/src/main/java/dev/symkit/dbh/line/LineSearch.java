// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the code of a line of a source. Immutable. */
public final class LineSearch {
    private final LineSource lines;
    private final SourceName source;

    /** A search in the lines of a module. */
    public LineSearch(LineSource lines, SourceName source) {
        this.lines = lines;
        this.source = source;
    }

    /** The first address of a line, or of the next one that has code. */
    public Optional<LineSpot> firstFrom(long line) throws IOException {
        LineSpot best = null;
        for (int object : lines.objectsWith(source)) {
            for (LineSpot spot : lines.lines(object).all()) {
                if (spot.line() >= line && source.test(spot.file()) && (best == null || comesBefore(spot, best))) {
                    best = spot;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean comesBefore(LineSpot one, LineSpot other) {
        return one.line() < other.line() || (one.line() == other.line() && one.rva() < other.rva());
    }

    /** All places of a line; if it has none, those of the nearest line that has, the later one of two that are equally near. */
    public List<LineSpot> nearest(long line) throws IOException {
        List<LineSpot> found = new ArrayList<>();
        long distance = Long.MAX_VALUE;
        for (int object : lines.objectsWith(source)) {
            for (LineSpot spot : lines.lines(object).all()) {
                // Twice the distance, and one more for a line before: so the later one is nearer.
                long away = spot.line() >= line ? 2 * (spot.line() - line) : 2 * (line - spot.line()) + 1;
                if (away <= distance && source.test(spot.file())) {
                    if (away < distance) {
                        found.clear();
                        distance = away;
                    }
                    found.add(spot);
                }
            }
        }
        return found;
    }
}
