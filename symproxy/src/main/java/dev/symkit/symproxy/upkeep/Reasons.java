// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.bucket.BucketListener;
import dev.symkit.symproxy.fill.FillListener;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers why searches gave no file. Thread-safe. */
final class Reasons implements FillListener, BucketListener {
    private final Map<SymbolKey, String> reasons = new ConcurrentHashMap<>();
    private final Set<SymbolKey> notKept = ConcurrentHashMap.newKeySet();
    private final AtomicInteger notWritten = new AtomicInteger();
    private volatile String whyNotWritten = "";

    @Override
    public void searched(
            String directory,
            String upstream,
            SymbolKey key,
            FillListener.Outcome outcome,
            Duration took,
            long bytes,
            String reason) {
        if (outcome == FillListener.Outcome.REJECTED || outcome == FillListener.Outcome.ERROR) {
            String told = upstream.isEmpty() ? reason : upstream + ": " + reason;
            reasons.merge(key, told, (one, other) -> one + "; " + other);
        }
    }

    @Override
    public void notKept(String directory, SymbolKey key) {
        notKept.add(key);
    }

    @Override
    public void written(String directory, SymbolKey key, BucketListener.Outcome outcome, String reason) {
        if (!reason.isEmpty()) {
            notWritten.incrementAndGet();
            whyNotWritten = reason;
        }
    }

    /** How many files could not be written to the bucket. */
    int notWritten() {
        return notWritten.get();
    }

    /** Why the last of them could not. */
    String whyNotWritten() {
        return whyNotWritten;
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
