// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All entries of one add that go to one key, and the file that will be stored there: the last of them in path order.
 * Filled by one thread at a time.
 */
final class Prepared {
    /** Positions of the entries in the request. */
    final List<Integer> positions = new ArrayList<>();

    /** The entries, in path order. */
    final List<AddEntry> entries = new ArrayList<>();

    /** Why an entry cannot be stored, by its place in {@link #entries}. */
    final Map<Integer, String> errors = Collections.synchronizedMap(new HashMap<>());

    /** Places of entries whose content differs from the one before them in this run. */
    final List<Integer> differing = new ArrayList<>();

    /** Handle of the staged content; empty if it is not staged. */
    Optional<String> handle = Optional.empty();

    /** The stored copy that has the same bytes; empty if there is none. */
    Optional<Copy> same = Optional.empty();

    /** What the content sums up to; empty if nothing was compared. */
    Optional<Comparison.Sum> sum = Optional.empty();

    /** Bytes that the listener was told of. */
    long told;

    /** A stored file and the version that was looked at. */
    record Copy(String path, String version) {}

    /** Place of the entry whose content is stored; -1 if none can be read. */
    int chosen() {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (!errors.containsKey(i)) {
                return i;
            }
        }
        return -1;
    }

    AddEntry first() {
        return entries.get(0);
    }
}
