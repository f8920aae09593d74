// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.miss;

import dev.symkit.store.key.SymbolKey;
import java.time.Duration;
import java.util.Optional;

/**
 * Which keys are nowhere, for a while. Thread-safe. A place is a directory, for which a miss means that none of its upstreams has the key, or
 * an upstream. Keys are canonical.
 */
public interface MissTable {
    /** How much longer a key counts as missing at a place; empty if it does not. Counts as use. */
    Optional<Duration> remaining(String place, SymbolKey key);

    /**
     * The state of a key before a search begins. A miss that the search ends with is remembered only if nobody said in between that the key
     * changed.
     */
    long stamp(SymbolKey key);

    /**
     * Remembers that a place does not have a key.
     *
     * @param stamp what {@link #stamp} gave before the search
     * @return how long; zero if it is not remembered, because the key changed meanwhile
     */
    Duration add(String place, SymbolKey key, MissLifetime lifetime, long stamp);

    /** The key may be there now: its misses are forgotten at all places, and those of searches that run too. */
    void changed(SymbolKey key);

    /** Forgets the misses of all keys of a place, or of one name there, and those of searches that run. */
    void clear(String place, Optional<String> name);

    /** Forgets everything, and the misses of searches that run too. */
    void clear();

    /** How many misses are remembered. */
    long size();
}
