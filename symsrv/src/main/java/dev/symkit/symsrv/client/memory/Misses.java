// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.memory;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.settings.MissSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which keys which stores were sure not to have, for a while; the longest unused go first (symsrv.md 12.3). Guarded by itself. */
public final class Misses {
    private final MissSettings settings;
    private final InstantSource clock;
    private final Map<Place, Instant> ends;

    private record Place(String store, SymbolKey key) {}

    /**
     * A key that a store does not have.
     *
     * @param store its id, perhaps with secrets
     * @param key the key
     * @param until when this is forgotten
     */
    public record Miss(String store, SymbolKey key, Instant until) {}

    /** Nothing is remembered yet. */
    public Misses(MissSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.ends = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, Instant> eldest) {
                return size() > settings.limit();
            }
        };
    }

    /** Whether a store is known not to have a key. */
    public synchronized boolean isKnown(String store, SymbolKey key) {
        Place place = new Place(store, key);
        Instant end = ends.get(place);
        if (end == null) {
            return false;
        }
        if (end.isAfter(clock.instant())) {
            return true;
        }
        ends.remove(place);
        return false;
    }

    /** A store is sure that it does not have a key. */
    public synchronized void add(String store, SymbolKey key) {
        if (!settings.lifetime().isZero()) {
            ends.put(new Place(store, key), clock.instant().plus(settings.lifetime()));
        }
    }

    /** Takes over what is remembered elsewhere. */
    public synchronized void add(Miss miss) {
        ends.merge(new Place(miss.store(), miss.key()), miss.until(), (one, other) -> one.isAfter(other) ? one : other);
    }

    /** The store has the key after all. */
    public synchronized void remove(String store, SymbolKey key) {
        ends.remove(new Place(store, key));
    }

    /** Forgets a key, in any case, for all stores. */
    public synchronized void forget(SymbolKey key) {
        ends.keySet()
                .removeIf(place -> place.key().name().equalsIgnoreCase(key.name())
                        && place.key().index().equalsIgnoreCase(key.index()));
    }

    /** Forgets everything. */
    public synchronized void clear() {
        ends.clear();
    }

    /** What is remembered now. */
    public synchronized List<Miss> list() {
        Instant now = clock.instant();
        return ends.entrySet().stream()
                .filter(entry -> entry.getValue().isAfter(now))
                .map(entry -> new Miss(entry.getKey().store(), entry.getKey().key(), entry.getValue()))
                .toList();
    }
}
