// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.io.Slice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes a report of leaks; keeps a bounded number. Confined to one thread. */
final class LeakCollector implements LeakSink {
    private final Map<LeakClass, LeakTotal> totals = new EnumMap<>(LeakClass.class);
    private final Map<LeakClass, List<LeakFinding>> findings = new EnumMap<>(LeakClass.class);

    @Override
    public void found(LeakRange range) {
        byte[] content = range.content().toByteArray();
        boolean map = range.type() == LeakClass.MAP_PAGE;
        int first = map ? Zeros.firstUnfilled(content) : Zeros.first(content, 0, content.length);
        int count = map ? Zeros.countUnfilled(content) : Zeros.countOthers(content);
        LeakTotal total = totals.merge(range.type(), LeakTotal.NONE.plus(count), (old, one) -> old.plus(count));
        if (total.findings() <= LeakReport.MOST_LISTED) {
            int length = Math.min(LeakFinding.MOST_HEAD, content.length - first);
            findings.computeIfAbsent(range.type(), type -> new ArrayList<>())
                    .add(new LeakFinding(
                            range.type(),
                            range.start().plus(first),
                            range.position(first),
                            count,
                            Slice.copyOf(content, first, length)));
        }
    }

    LeakReport report() {
        List<LeakFinding> all = new ArrayList<>();
        findings.values().forEach(all::addAll);
        return new LeakReport(all, totals);
    }
}
