// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.evict;

import dev.symkit.store.key.SymbolKey;
import java.util.List;

/**
 * What goes, in this order.
 *
 * @param old keys that nobody used for too long
 * @param surplus keys that go to make room
 */
public record EvictionPlan(List<Candidate> old, List<Candidate> surplus) {
    /** Copies the lists. */
    public EvictionPlan {
        old = List.copyOf(old);
        surplus = List.copyOf(surplus);
    }

    /**
     * A key that may go.
     *
     * @param rank seconds since 1970 of its last use, or since it is there; the lowest goes first
     * @param bytes of its files
     * @param files how many
     */
    public record Candidate(SymbolKey key, long rank, long bytes, int files) {}

    /** How many files go. */
    public long files() {
        return java.util.stream.Stream.concat(old.stream(), surplus.stream())
                .mapToLong(Candidate::files)
                .sum();
    }

    /** Their bytes. */
    public long bytes() {
        return java.util.stream.Stream.concat(old.stream(), surplus.stream())
                .mapToLong(Candidate::bytes)
                .sum();
    }
}
