// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.fill.FillListener;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers why searches gave no file. Thread-safe. */
final class Reasons implements FillListener {
    private final Map<SymbolKey, String> reasons = new ConcurrentHashMap<>();
    private final Set<SymbolKey> notKept = ConcurrentHashMap.newKeySet();

    @Override
    public void searched(
            String directory,
            String upstream,
            SymbolKey key,
            Outcome outcome,
            Duration took,
            long bytes,
            String reason) {
        if (outcome == Outcome.REJECTED || outcome == Outcome.ERROR) {
            String told = upstream.isEmpty() ? reason : upstream + ": " + reason;
            reasons.merge(key, told, (one, other) -> one + "; " + other);
        }
    }

    @Override
    public void notKept(String directory, SymbolKey key) {
        notKept.add(key);
    }

    /** What upstreams said of a key; empty if there is nothing to tell. Forgets it. */
    String take(SymbolKey key) {
        String reason = reasons.remove(key);
        boolean lost = notKept.remove(key);
        if (lost) {
            return "there is no space for it, or no right to write it";
        }
        return reason == null ? "" : reason;
    }
}
