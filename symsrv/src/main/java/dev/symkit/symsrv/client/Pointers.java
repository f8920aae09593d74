// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.path.UncPath;
import dev.symkit.path.UrlText;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.symsrv.client.store.Absence;
import dev.symkit.symsrv.client.store.HttpStore;
import dev.symkit.symsrv.client.store.Leaf;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Follows pointers (symsrv.md 4.3): to the file, to its compressed form, to its {@code msfz0} form; else, if the pointer leads to the place
 * of the key in another store, into that store.
 *
 * @param goals turns texts into places
 */
record Pointers(PointerGoals goals) {
    private static final String NO_LONGER_INDEXED = "nolongerindexed";
    private static final String MSFZ = "msfz0";
    private static final String MSG = "MSG";

    /**
     * A pointer and where it was found.
     *
     * @param directory its directory in the store, relative to the root
     */
    record Trail(FilePointer pointer, SearchStore from, String directory) {}

    /** Whether a pointer leads to the same file whatever store it is in. */
    static boolean isTheSameEverywhere(FilePointer pointer) {
        String target = pointer.target().orElse("");
        return UncPath.is(target)
                || UrlText.is(target)
                || target.startsWith("/")
                || (target.length() > 2 && target.charAt(1) == ':');
    }

    /** Offers what a pointer leads to; why nothing was taken. */
    Absence follow(Trail trail, Selection selection, Lookup lookup) throws IOException {
        FilePointer pointer = trail.pointer();
        String target = pointer.target().orElse("");
        String message = isMessage(target) ? target.substring(MSG.length()).strip() : pointer.message();
        if (!message.isEmpty()) {
            lookup.message(message);
        }
        if ((target + message).toLowerCase(Locale.ROOT).contains(NO_LONGER_INDEXED)) {
            lookup.noLongerIndexed();
            return Absence.unusable(ResultCode.FILE_NOT_FOUND, "no longer indexed");
        }
        if (target.isEmpty() || isMessage(target)) {
            String text = message.isEmpty() ? "an empty pointer" : "the store says: " + message;
            return Absence.unusable(ResultCode.FILE_NOT_FOUND, text);
        }
        String shown = UrlText.masked(target);
        lookup.trace("POINTER: " + shown);
        if (selection.trails().isTooLong()) {
            return refused(lookup, ResultCode.INVALID_DATA, shown, "more than " + Trails.MAX_DEPTH + " pointers");
        }
        StoreSettings.Pointers policy = policy(trail.from(), selection.trails().policy());
        List<PointerGoal> all = goals.of(target, trail.from(), trail.directory());
        List<PointerGoal> allowed =
                all.stream().filter(goal -> goal.isAllowed(policy)).toList();
        if (allowed.isEmpty()) {
            return all.isEmpty()
                    ? refused(lookup, ResultCode.PATH_NOT_FOUND, shown, "leads nowhere from here")
                    : refused(lookup, ResultCode.ACCESS_DENIED, shown, "leads where this store's pointers may not");
        }
        Absence absence = Absence.unusable(ResultCode.FILE_NOT_FOUND, "pointer to " + shown + ": not found");
        for (PointerGoal goal : allowed) {
            if (selection.trails().holds(goal.id())) {
                return refused(lookup, ResultCode.INVALID_DATA, shown, "pointer loop");
            }
            absence = absence.or(notDefinitive(enter(goal, policy, selection, lookup)));
            if (selection.done()) {
                return absence;
            }
        }
        return absence;
    }

    /** The file may come back without a change in this store. */
    private static Absence notDefinitive(Absence absence) {
        return new Absence(absence.code(), absence.reason(), false, absence.failure());
    }

    private static boolean isMessage(String target) {
        return target.regionMatches(true, 0, MSG, 0, MSG.length())
                && target.indexOf('/') < 0
                && target.indexOf('\\') < 0
                && target.indexOf('.') < 0;
    }

    private static Absence refused(Lookup lookup, ResultCode code, String target, String why) {
        lookup.warn("pointer to " + target + ": " + why);
        return Absence.unusable(code, "pointer to " + target + ": " + why);
    }

    private static StoreSettings.Pointers policy(SearchStore from, StoreSettings.Pointers before) {
        StoreSettings.Pointers own = from.settings().pointers();
        if (own == StoreSettings.Pointers.DEFAULT) {
            own = from instanceof HttpStore ? StoreSettings.Pointers.UNC : StoreSettings.Pointers.ANY;
        }
        return own.compareTo(before) < 0 ? own : before;
    }

    private Absence enter(PointerGoal goal, StoreSettings.Pointers policy, Selection selection, Lookup lookup)
            throws IOException {
        StoreSettings.Pointers before = selection.trails().policy();
        selection.trails().enter(goal.id());
        selection.trails().policy(policy);
        try {
            return offer(goal, selection, lookup);
        } finally {
            selection.trails().policy(before);
            selection.trails().leave();
        }
    }

    private static Absence offer(PointerGoal goal, Selection selection, Lookup lookup) throws IOException {
        List<String> segments = goal.segments();
        String name = segments.get(segments.size() - 1);
        List<String> directory = segments.subList(0, segments.size() - 1);
        if (name.equalsIgnoreCase(FilePointer.NAME)) {
            return goal.base().offer(lookup, selection, segments, Leaf.POINTER);
        }
        Absence absence = goal.base().offer(lookup, selection, segments, Leaf.FILE);
        Optional<String> compressed = StoreNames.compressed(name);
        if (!selection.done() && compressed.isPresent()) {
            absence = absence.or(
                    goal.base().offer(lookup, selection, join(directory, compressed.get()), Leaf.COMPRESSED));
        }
        if (!selection.done()) {
            absence = absence.or(goal.base().offer(lookup, selection, join(directory, MSFZ, name), Leaf.FILE));
        }
        Optional<SearchStore> other = selection.done() ? Optional.empty() : store(goal, lookup.key());
        return other.isPresent() ? absence.or(other.get().probe(lookup, selection)) : absence;
    }

    private static List<String> join(List<String> directory, String... names) {
        List<String> path = new ArrayList<>(directory);
        path.addAll(List.of(names));
        return path;
    }

    /** The store in which a pointer leads to the place of the key. */
    private static Optional<SearchStore> store(PointerGoal goal, SymbolKey key) {
        List<String> segments = goal.segments();
        int end = segments.size() - 3;
        boolean isPlace = end >= 0
                && segments.get(end).equalsIgnoreCase(key.name())
                && segments.get(end + 1).equalsIgnoreCase(key.index());
        return isPlace ? goal.store().apply(segments.subList(0, end)) : Optional.empty();
    }
}
