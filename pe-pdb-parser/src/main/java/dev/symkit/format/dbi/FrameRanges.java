// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.codeview.FrameData;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.rva.RvaTable;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the frame data of an address in the table of the DBI stream. */
public final class FrameRanges {
    /** Our choice: a function has a handful of ranges. */
    private static final int MOST_RANGES = 256;

    private FrameRanges() {}

    /**
     * Finds the innermost range of an address: ranges of a function lie in one another and end together. Of several with the same place,
     * those of functions whose code is the same and was kept once, it is the first (observed: Breakpad's dump_syms takes that too).
     *
     * @param table all ranges
     * @param address an RVA
     * @return empty if no range of the function before the address covers it
     * @throws FormatException never for a table that was read
     */
    public static Optional<FrameData> covering(RvaTable<FrameData> table, long address) throws FormatException {
        OptionalInt last = table.floor(address);
        int first = last.isEmpty() ? 0 : Math.max(0, last.getAsInt() - MOST_RANGES);
        for (int i = last.orElse(-1); i >= first; i--) {
            FrameData range = table.get(i);
            if (range.covers(address)) {
                return Optional.of(firstLike(range, i, table));
            }
            if (range.startsFunction()) {
                break;
            }
        }
        return Optional.empty();
    }

    private static FrameData firstLike(FrameData range, int index, RvaTable<FrameData> table) throws FormatException {
        FrameData first = range;
        for (int i = index - 1; i >= Math.max(0, index - MOST_RANGES) && table.rva(i) == range.rva(); i--) {
            FrameData other = table.get(i);
            first = other.codeBytes() == range.codeBytes() ? other : first;
        }
        return first;
    }
}
