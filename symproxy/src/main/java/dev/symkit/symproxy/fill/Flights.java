// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.store.key.SymbolKey;
import java.util.List;
import java.util.function.Consumer;

/** The searches that are under way: one for a key of a directory at a time. Thread-safe. */
public interface Flights {
    /** What came of a wish to join. */
    record Joined(Flight flight, boolean isStarter) {}

    /**
     * Joins the search for a key, or begins one.
     *
     * @param key canonical
     * @param start begins the search; called for whoever begins it, and has to see to it that {@link #over} is called
     */
    Joined join(String directory, SymbolKey key, Consumer<Flight> start);

    /** A search is over; the next who joins begins another. */
    void over(Flight flight);

    /** Whether one for a key is under way. */
    boolean isUnderWay(String directory, SymbolKey key);

    /** Those that are under way. */
    List<Flight> all();
}
