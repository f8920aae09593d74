// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.io.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which publics stay, and which procedures may stay with them (pdb-strip-semantics.md 5).
 *
 * @param kept the publics that stay
 * @param keptAsNext those of them that stay because they follow one that was named
 * @param withoutNext names of kept symbols behind which one was removed: addresses behind them would be attributed to them
 * @param notFound names given that no public has
 * @param hints for such names, the decorated name that may be meant
 * @param removed addresses of publics that go
 * @param removedCount number of publics that go
 * @param keepsProcedures whether procedures of modules stay at all
 */
record PublicSelection(
        List<PublicSymbol> kept,
        List<PublicSymbol> keptAsNext,
        List<Name> withoutNext,
        List<Name> notFound,
        Map<String, String> hints,
        Set<Place> removed,
        int removedCount,
        boolean keepsProcedures) {

    /** A section, from 1, and an offset in it. */
    record Place(int section, long offset) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::section).thenComparingLong(Place::offset);

        static Place of(PublicSymbol symbol) {
            return new Place(symbol.segment(), symbol.offset());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    static PublicSelection of(StripOptions options, List<PublicSymbol> all) {
        List<PublicSymbol> kept = new ArrayList<>();
        Set<Place> removed = new HashSet<>();
        Set<Name> missing = new TreeSet<>(options.names());
        for (PublicSymbol each : all) {
            missing.remove(each.name());
            if (options.keeps(each.name())) {
                kept.add(each);
            } else {
                removed.add(Place.of(each));
            }
        }
        List<PublicSymbol> next = new ArrayList<>();
        List<Name> withoutNext = new ArrayList<>();
        if (options.filter() == StripOptions.Filter.KEEP) {
            addNext(options.keepNext(), all, kept, next, withoutNext);
        }
        kept.addAll(next);
        boolean procedures = options.localProcedures() && options.filter() != StripOptions.Filter.KEEP;
        int removedCount = all.size() - kept.size();
        return new PublicSelection(
                List.copyOf(kept),
                List.copyOf(next),
                List.copyOf(withoutNext),
                List.copyOf(missing),
                DecoratedHints.of(List.copyOf(missing), all),
                removed,
                removedCount,
                procedures);
    }

    private static void addNext(
            boolean keep,
            List<PublicSymbol> all,
            List<PublicSymbol> kept,
            List<PublicSymbol> next,
            List<Name> without) {
        TreeMap<Place, PublicSymbol> byPlace = new TreeMap<>();
        for (PublicSymbol each : all) {
            byPlace.merge(Place.of(each), each, (a, b) -> a.name().compareTo(b.name()) <= 0 ? a : b);
        }
        TreeMap<Place, PublicSymbol> staying = new TreeMap<>();
        kept.forEach(each -> staying.putIfAbsent(Place.of(each), each));
        for (Map.Entry<Place, PublicSymbol> each : List.copyOf(staying.entrySet())) {
            Optional<Map.Entry<Place, PublicSymbol>> following = Optional.ofNullable(byPlace.higherEntry(each.getKey()))
                    .filter(entry -> entry.getKey().section() == each.getKey().section())
                    .filter(entry -> !staying.containsKey(entry.getKey()));
            if (following.isPresent() && keep) {
                next.add(following.get().getValue());
            } else if (following.isPresent()) {
                without.add(each.getValue().name());
            }
        }
    }

    /** Whether a public that goes lies at an address. */
    boolean isRemoved(int section, long offset) {
        return !removed.isEmpty() && removed.contains(new Place(section, offset));
    }
}
