// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.SourceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All entries of one add that go to one key, and what was found out about their content. Filled by one thread at a time. */
final class Prepared {
    /** Where they go. */
    final SymbolKey key;

    /** Positions of the entries in the request. */
    final List<Integer> positions = new ArrayList<>();

    /** The entries, in path order. */
    final List<AddEntry> entries = new ArrayList<>();

    /** Why an entry cannot be stored, by its place in {@link #entries}. */
    final Map<Integer, String> errors = Collections.synchronizedMap(new HashMap<>());

    /** Places of entries whose content differs from the one before them in this run. */
    final Set<Integer> differing = new HashSet<>();

    /** Places of entries of which nothing is recorded: what is there has their content. */
    final Set<Integer> leftOut = new HashSet<>();

    /** What the contents of entries sum up to, by place, as far as they were read. */
    final Map<Integer, Comparison.Sum> sums = new HashMap<>();

    /** The content that is staged; empty if none is. */
    Optional<Staged> staged = Optional.empty();

    /** The stored copy that has the content of an entry; empty if none is known. */
    Optional<Copy> same = Optional.empty();

    /** What is worth saying about how the content was staged; empty if nothing. */
    String note = "";

    /** Bytes that the listener was told of. */
    long told;

    Prepared(SymbolKey key) {
        this.key = key;
    }

    /**
     * A staged file.
     *
     * @param entry place of the entry whose content it is
     * @param compressed whether it is compressed
     */
    record Staged(int entry, String handle, boolean compressed) {}

    /**
     * A stored file and the version that was looked at.
     *
     * @param entry place of the entry whose content it has
     */
    record Copy(int entry, String path, String version) {}

    /** Whether a stored file is known to have the content of an entry. */
    boolean isSame(int entry, Optional<Place.Stored> stored) {
        return same.isPresent()
                && stored.isPresent()
                && same.get().entry() == entry
                && same.get().path().equals(stored.get().path())
                && stored.get().hasVersion(same.get().version());
    }

    /** An entry could not be read. */
    void fail(int entry, SourceException problem) {
        errors.put(entry, String.valueOf(problem.getMessage()));
    }

    /** All entries that can still be stored are in error. */
    void failAll(String why) {
        for (int i = 0; i < entries.size(); i++) {
            errors.putIfAbsent(i, why);
        }
    }
}
