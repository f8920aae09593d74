// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What a store has to hold, going by what those who changed it were told. Transactions are sets of keys. Thread-safe. */
final class StoreModel {
    private final TreeMap<String, Set<String>> live = new TreeMap<>();
    private final Map<String, Set<String>> perhapsDeleted = new HashMap<>();
    private final List<Set<String>> perhapsAdded = new ArrayList<>();
    private final Set<String> deleted = new HashSet<>();

    synchronized void added(String id, Set<String> keys) {
        assertThat(live.put(id, keys)).as("what transaction %s was before", id).isNull();
    }

    /** Nobody knows: the writer was told of a failure. */
    synchronized void mayBeAdded(Set<String> keys) {
        perhapsAdded.add(keys);
    }

    /** A transaction that somebody is going to delete. Until that was done nobody knows whether it is there. */
    synchronized Optional<String> victim(RandomGenerator random) {
        if (live.isEmpty()) {
            return Optional.empty();
        }
        String id = List.copyOf(live.keySet()).get(random.nextInt(live.size()));
        perhapsDeleted.put(id, live.remove(id));
        return Optional.of(id);
    }

    synchronized void deleted(String id) {
        perhapsDeleted.remove(id);
        deleted.add(id);
    }

    /** Keys that must be found now. */
    synchronized Set<String> certain() {
        Set<String> keys = new HashSet<>();
        live.values().forEach(keys::addAll);
        return keys;
    }

    /**
     * Compares with what is there while nobody changes it; then all is known.
     *
     * @param there the live transactions
     */
    synchronized void settle(Map<String, Set<String>> there, String when) {
        assertThat(there).as(when).containsAllEntriesOf(live);
        assertThat(there.keySet()).as(when).doesNotContainAnyElementsOf(deleted);
        Map<String, Set<String>> unknown = new TreeMap<>(there);
        unknown.keySet().removeAll(live.keySet());
        for (Map.Entry<String, Set<String>> each : unknown.entrySet()) {
            Set<String> keys = perhapsDeleted.get(each.getKey());
            if (keys == null) {
                assertThat(perhapsAdded.remove(each.getValue()))
                        .as("%s: somebody added %s", when, each)
                        .isTrue();
            } else {
                assertThat(each.getValue()).as(when).isEqualTo(keys);
            }
            live.put(each.getKey(), each.getValue());
        }
        perhapsDeleted.keySet().stream().filter(id -> !there.containsKey(id)).forEach(deleted::add);
        perhapsDeleted.clear();
        perhapsAdded.clear();
    }

    /** So many transactions were made: for each deletion there is one more. */
    synchronized int transactions() {
        return live.size() + 2 * deleted.size();
    }
}
