// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.storage.SourceException;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A group of entries with all that is to be done for it: its key directory exists, its content is staged or in the store already.
 *
 * @param staged the stored file to put in place; empty if what is there stays, or for pointers
 */
record Resolved(Prepared group, Place place, Decision decision, Optional<Prepared.Staged> staged, boolean asPointer) {

    /** What groups are resolved with. */
    record Resolver(StoreStorage storage, Placement places, Preparation preparation, AddOptions how) {
        Resolved resolve(Prepared group) throws IOException {
            Place place = places.of(group);
            boolean made = false;
            while (true) {
                Decision decision = Decision.of(group, place, how, new StoredFacts(storage));
                int content = decision.content();
                if (decision.hasReferences() && !made) {
                    places.makeDirectory(group);
                    made = true;
                    continue; // that may have failed
                }
                if (content < 0) {
                    return new Resolved(
                            group,
                            place,
                            decision,
                            Optional.empty(),
                            how.pointers().isPresent());
                }
                try {
                    preparation.settle(group, content, place);
                    if (isRefused(group, content, place)) {
                        continue;
                    }
                    return new Resolved(
                            group, place, decision, group.staged.filter(each -> each.entry() == content), false);
                } catch (SourceException e) {
                    group.fail(content, e);
                }
            }
        }

        /** Whether an entry is left out or in error, because a reference holds what is there. */
        private boolean isRefused(Prepared group, int entry, Place place) {
            boolean held = place.current().isPresent() && place.symbolClass().isPresent();
            if (!held || !how.existing().leavesOutSame()) {
                return false;
            }
            if (group.isSame(entry, place.current())) {
                group.leftOut.add(entry);
                return true;
            }
            if (how.existing() == Existing.REFUSED) {
                group.errors.put(entry, "other content is stored under this key");
                return true;
            }
            return false;
        }
    }

    /** The same, but nothing could be put in place. */
    Resolved failed(String why) {
        group.failAll(why);
        return new Resolved(group, place, decision, Optional.empty(), asPointer);
    }

    /** Whether the stored file is compressed once all is done. */
    boolean endsCompressed() {
        return staged.isPresent()
                ? staged.get().compressed()
                : place.current().map(Place.Stored::compressed).orElse(false);
    }

    /** Path of the stored file, or of the pointer. */
    String path() {
        return asPointer ? place.pointerPath() : place.path(endsCompressed());
    }

    /** The form that the stored file will not have, and a pointer that is not the last reference any more. */
    Map<String, StorageEntry> removals() {
        Map<String, StorageEntry> removals = new LinkedHashMap<>();
        if (decision.pointer() == Decision.Pointer.GOES) {
            place.pointer().ifPresent(pointer -> removals.put(pointer.path(), pointer.entry()));
        }
        if (decision.content() >= 0) {
            Optional<Place.Stored> other = endsCompressed() ? place.plain() : place.compressed();
            other.ifPresent(file -> removals.put(file.path(), file.entry()));
        }
        return removals;
    }

    /** The result for each of the request's entries of this group. */
    void results(EntryResult[] results) {
        for (int i = 0; i < group.entries.size(); i++) {
            results[group.positions.get(i)] = result(i);
        }
    }

    private EntryResult result(int i) {
        AddEntry entry = group.entries.get(i);
        Optional<String> error = decision.error(i).or(() -> Optional.ofNullable(group.errors.get(i)));
        if (error.isPresent()) {
            return new EntryResult(
                    entry, EntryResult.Status.ERROR, place.path(false), false, false, false, error.get());
        }
        if (!decision.isReferenced(i)) {
            return new EntryResult(entry, EntryResult.Status.SKIPPED, path(), endsCompressed(), false, false, "");
        }
        boolean last = i == decision.content();
        boolean same = decision.content() >= 0 && group.isSame(decision.content(), place.current());
        boolean kept = decision.kept(i).isPresent();
        boolean replaces = last && staged.isPresent() && place.current().isPresent() && !same;
        boolean stays = kept || (!asPointer && staged.isEmpty());
        return new EntryResult(
                entry,
                stays ? EntryResult.Status.SAME : EntryResult.Status.STORED,
                path(),
                !asPointer && endsCompressed(),
                replaces || (!kept && !asPointer && group.differing.contains(i)),
                decision.hasClassChange(i) && !(last && same),
                decision.kept(i).orElse(last ? group.note : ""));
    }
}
