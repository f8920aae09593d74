// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.store.key.SymbolKey;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** The searches of one process. */
public final class LocalFlights implements Flights {
    private final ConcurrentMap<Id, Flight> flights = new ConcurrentHashMap<>();

    private record Id(String directory, SymbolKey key) {}

    private static Id id(Flight flight) {
        return new Id(flight.directory(), flight.key());
    }

    @Override
    public Joined join(String directory, SymbolKey key, Consumer<Flight> start) {
        Flight fresh = new Flight(directory, key);
        Flight running = flights.putIfAbsent(id(fresh), fresh);
        if (running != null) {
            return new Joined(running, false);
        }
        start.accept(fresh);
        return new Joined(fresh, true);
    }

    @Override
    public void over(Flight flight) {
        flights.remove(id(flight), flight);
    }

    @Override
    public boolean isUnderWay(String directory, SymbolKey key) {
        return flights.containsKey(new Id(directory, key));
    }

    @Override
    public List<Flight> all() {
        return List.copyOf(flights.values());
    }
}
