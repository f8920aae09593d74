// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.memory;

import dev.symkit.symsrv.settings.BlackoutSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Stores that fail again and again are left alone for a while; then one request tests whether they are back (symsrv.md 12.2). Guarded by
 * itself.
 */
public final class Blackouts {
    private final BlackoutSettings settings;
    private final InstantSource clock;
    private final Map<String, State> states = new HashMap<>();

    /** Nothing failed yet. */
    public Blackouts(BlackoutSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private static final class State {
        private final Deque<Instant> failures = new ArrayDeque<>();
        private Optional<Instant> until = Optional.empty();
        private boolean testing;
    }

    /** What an answer changed. */
    public enum Change {
        /** Nothing. */
        NONE,
        /** The store is left alone from now on. */
        ENTERED,
        /** The store is asked again. */
        LEFT
    }

    /** Whether a store may be asked now. Who asks has to tell what came of it: {@link #answered}, {@link #failed} or {@link #unknown}. */
    public synchronized boolean mayAsk(String store) {
        State state = states.get(store);
        if (state == null || state.until.isEmpty()) {
            return true;
        }
        if (state.testing || clock.instant().isBefore(state.until.get())) {
            return false;
        }
        state.testing = true;
        return true;
    }

    /** The store answered, be it with a miss. */
    public synchronized Change answered(String store) {
        State state = states.get(store);
        if (state == null || state.until.isEmpty()) {
            return Change.NONE;
        }
        states.remove(store);
        return Change.LEFT;
    }

    /** The store failed. */
    public synchronized Change failed(String store) {
        if (!settings.isOn()) {
            return Change.NONE;
        }
        Instant now = clock.instant();
        State state = states.computeIfAbsent(store, key -> new State());
        if (state.until.isPresent()) {
            if (state.testing) {
                state.testing = false;
                state.until = Optional.of(now.plus(settings.blackout()));
            }
            return Change.NONE; // else it was asked before the others failed
        }
        state.failures.addLast(now);
        while (state.failures.getFirst().isBefore(now.minus(settings.trigger()))) {
            state.failures.removeFirst();
        }
        if (state.failures.size() < settings.count()) {
            return Change.NONE;
        }
        state.failures.clear();
        state.until = Optional.of(now.plus(settings.blackout()));
        return Change.ENTERED;
    }

    /** Nothing is known of the answer, for example because the user stopped. */
    public synchronized void unknown(String store) {
        State state = states.get(store);
        if (state != null) {
            state.testing = false;
        }
    }

    /** All stores are asked again. */
    public synchronized void reset() {
        states.clear();
    }
}
