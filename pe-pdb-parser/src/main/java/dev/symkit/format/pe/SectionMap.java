// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds the section of an address: the first in file order whose larger size reaches over it. Images with few sections are searched
 * front to back; from {@link #FEW} on, the address space is cut into pieces once, so that damaged images with tens of thousands of
 * overlapping sections cost no more per look-up. Immutable.
 */
final class SectionMap {
    private static final int FEW = 100;

    private final List<Section> sections;
    private final long[] starts;
    private final int[] owners;

    SectionMap(List<Section> sections) {
        this.sections = sections;
        if (sections.size() < FEW) {
            starts = new long[0];
            owners = new int[0];
            return;
        }
        starts = sections.stream()
                .flatMapToLong(section -> Arrays.stream(new long[] {section.rva(), end(section)}))
                .sorted()
                .distinct()
                .toArray();
        owners = new int[starts.length];
        Integer[] byStart = order(sections, true);
        Integer[] byEnd = order(sections, false);
        TreeSet<Integer> open = new TreeSet<>();
        int nextStart = 0;
        int nextEnd = 0;
        for (int piece = 0; piece < starts.length; piece++) {
            while (nextStart < byStart.length
                    && sections.get(byStart[nextStart]).rva() <= starts[piece]) {
                open.add(byStart[nextStart++]);
            }
            while (nextEnd < byEnd.length && end(sections.get(byEnd[nextEnd])) <= starts[piece]) {
                open.remove(byEnd[nextEnd++]);
            }
            owners[piece] = open.isEmpty() ? -1 : open.first();
        }
    }

    private static Integer[] order(List<Section> sections, boolean byStart) {
        Integer[] result = new Integer[sections.size()];
        Arrays.setAll(result, i -> i);
        Arrays.sort(
                result,
                (one, other) -> byStart
                        ? Long.compare(
                                sections.get(one).rva(), sections.get(other).rva())
                        : Long.compare(end(sections.get(one)), end(sections.get(other))));
        return result;
    }

    private static long end(Section section) {
        return section.rva() + Math.max(section.virtualSize(), section.rawSize());
    }

    /** Index of the section of an address, or -1. */
    int find(long rva) {
        if (owners.length == 0) {
            for (int i = 0; i < sections.size(); i++) {
                Section section = sections.get(i);
                if (rva >= section.rva() && rva < end(section)) {
                    return i;
                }
            }
            return -1;
        }
        int at = Arrays.binarySearch(starts, rva);
        int piece = at >= 0 ? at : -at - 2;
        return piece < 0 ? -1 : owners[piece];
    }
}
