// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.miss;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.store.key.SymbolKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory, bounded: the least used misses go first, and those that nobody asked for in a long time. Ages are told by a clock that
 * never jumps. One entry takes about 250 bytes.
 */
public final class MemoryMissTable implements MissTable {
    private static final int STRIPES = 4096;

    private final Ticker ticker;
    private final Cache<String, Miss> misses;
    private final Set<String> places = ConcurrentHashMap.newKeySet();
    private final AtomicLongArray changes = new AtomicLongArray(STRIPES);
    private final AtomicLong evicted = new AtomicLong();

    /**
     * A miss.
     *
     * @param end when it is no longer believed, by the ticker
     * @param inRow misses of the key one after the other
     */
    record Miss(long end, int inRow) {}

    /**
     * An empty table.
     *
     * @param most entries
     * @param unused after which an entry that nobody asked for goes
     * @param ticker nanoseconds that never jump
     */
    public MemoryMissTable(long most, Duration unused, Ticker ticker) {
        this.ticker = ticker;
        this.misses = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(unused)
                .ticker(ticker)
                .executor(Runnable::run)
                .evictionListener(
                        (@Nullable String id, @Nullable Miss miss, RemovalCause cause) -> evicted.incrementAndGet())
                .build();
    }

    private static String id(String place, SymbolKey key) {
        return place + "/" + key.name() + "/" + key.index();
    }

    private static int stripe(SymbolKey key) {
        return Math.floorMod(key.hashCode(), STRIPES);
    }

    @Override
    public Optional<Duration> remaining(String place, SymbolKey key) {
        Miss miss = misses.getIfPresent(id(place, key));
        long left = miss == null ? 0 : miss.end() - ticker.read();
        return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }

    @Override
    public long stamp(SymbolKey key) {
        return changes.get(stripe(key));
    }

    @Override
    public Duration add(String place, SymbolKey key, MissLifetime lifetime, long stamp) {
        if (lifetime.first().isZero()) {
            return Duration.ZERO;
        }
        places.add(place);
        String id = id(place, key);
        Miss added = misses.asMap().compute(id, (same, known) -> {
            int inRow = known == null ? 1 : Math.min(known.inRow(), Integer.MAX_VALUE - 1) + 1;
            return new Miss(ticker.read() + lifetime.after(inRow).toNanos(), inRow);
        });
        if (stamp(key) != stamp) {
            misses.asMap().remove(id, added); // looked at after it was put there, so that no change is missed
            return Duration.ZERO;
        }
        return lifetime.after(added.inRow());
    }

    @Override
    public void changed(SymbolKey key) {
        changes.incrementAndGet(stripe(key));
        places.forEach(place -> misses.invalidate(id(place, key)));
    }

    @Override
    public void clear(String place, Optional<String> name) {
        String start = place + "/"
                + name.map(text -> text.toLowerCase(Locale.ROOT) + "/").orElse("");
        List<String> gone = misses.asMap().keySet().stream()
                .filter(id -> id.startsWith(start))
                .toList();
        anyChanged();
        misses.invalidateAll(gone);
    }

    @Override
    public void clear() {
        anyChanged();
        misses.invalidateAll();
    }

    private void anyChanged() {
        for (int i = 0; i < STRIPES; i++) {
            changes.incrementAndGet(i);
        }
    }

    @Override
    public long size() {
        misses.cleanUp();
        return misses.estimatedSize();
    }

    /** How many went because the table was full or nobody asked for them. */
    public long evicted() {
        return evicted.get();
    }

    /** Forgets what nobody asked for in a long time; else that happens on the way. */
    public void age() {
        misses.cleanUp();
    }

    /** What is believed now. */
    Cache<String, Miss> entries() {
        return misses;
    }

    /** Takes over what was believed before, for places that are known to nobody yet. */
    void restore(String place, SymbolKey key, Duration left, int inRow) {
        places.add(place);
        misses.put(id(place, key), new Miss(ticker.read() + left.toNanos(), inRow));
    }

    /** By the table's clock, how much longer a miss is believed; not above zero if it is not. */
    Duration left(Miss miss) {
        return Duration.ofNanos(miss.end() - ticker.read());
    }
}
