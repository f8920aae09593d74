// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.evict;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.RefsFile;
import dev.symkit.symproxy.disk.FileIndex;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.evict.EvictionPlan.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes files of one directory that are not needed, least recently used first. Never those of a key that is being fetched, nor young ones,
 * nor entries of transactions. A response that is being sent keeps its open file. Guarded by itself.
 */
public final class Evictor {
    private static final Logger LOG = LoggerFactory.getLogger(Evictor.class);
    private static final int MOST_IN_LOCK = 1000;

    private final StoreDirectory directory;
    private final EvictionRules rules;
    private final Predicate<SymbolKey> inFlight;
    private final Evicted evicted;
    private final LongSupplier free;
    private final Clock clock;

    /** Hears what was deleted. */
    @FunctionalInterface
    public interface Evicted {
        /**
         * A key went.
         *
         * @param cause {@code age} or {@code quota}
         */
        void key(String directory, SymbolKey key, String cause, long bytes);
    }

    /**
     * An evictor.
     *
     * @param inFlight whether a key is being fetched
     * @param evicted hears what was deleted
     * @param free bytes that are free on the disk
     */
    public Evictor(
            StoreDirectory directory,
            EvictionRules rules,
            Predicate<SymbolKey> inFlight,
            Evicted evicted,
            LongSupplier free,
            Clock clock) {
        this.directory = directory;
        this.rules = rules;
        this.inFlight = inFlight;
        this.evicted = evicted;
        this.free = free;
        this.clock = clock;
    }

    /** Most bytes that the directory may have; {@link Long#MAX_VALUE} if its disk does not tell its size. */
    public long quota() {
        long disk = directory.diskSize();
        return disk == Long.MAX_VALUE && rules.quota().share() > 0
                ? disk
                : rules.quota().of(disk);
    }

    private long minFree() {
        long disk = directory.diskSize();
        return disk == Long.MAX_VALUE ? 0 : rules.minFree().of(disk);
    }

    /** What would go now. */
    public synchronized EvictionPlan plan() {
        long bytes = directory.index().bytes();
        long quota = quota();
        long tooMuch = bytes > quota ? bytes - (long) (quota * rules.target()) : 0;
        tooMuch = Math.max(tooMuch, minFree() - free.getAsLong());
        if (tooMuch <= 0 && rules.maxUnused().isZero()) {
            return new EvictionPlan(List.of(), List.of());
        }
        long now = clock.instant().getEpochSecond();
        List<Candidate> old = new ArrayList<>();
        List<Candidate> others = new ArrayList<>();
        directory.index().forEach((key, files) -> {
            long newest =
                    files.stream().mapToLong(FileIndex.Known::modified).max().orElse(0) / 1000;
            long used = Math.max(newest, directory.index().lastUse(key));
            boolean young = now - newest < rules.minAge().toSeconds();
            if (!young && !inFlight.test(key)) {
                long size = files.stream().mapToLong(FileIndex.Known::size).sum();
                Candidate one = new Candidate(key, rules.byAge() ? newest : used, size, files.size());
                boolean unused = !rules.maxUnused().isZero()
                        && now - used > rules.maxUnused().toSeconds();
                (unused ? old : others).add(one);
            }
        });
        return new EvictionPlan(old, surplus(others, tooMuch - bytes(old)));
    }

    private static long bytes(List<Candidate> candidates) {
        return candidates.stream().mapToLong(Candidate::bytes).sum();
    }

    private static List<Candidate> surplus(List<Candidate> candidates, long tooMuch) {
        List<Candidate> surplus = new ArrayList<>();
        if (tooMuch > 0) {
            candidates.sort(Comparator.comparingLong(Candidate::rank));
            long left = tooMuch;
            for (int i = 0; i < candidates.size() && left > 0; i++) {
                surplus.add(candidates.get(i));
                left -= candidates.get(i).bytes();
            }
        }
        return surplus;
    }

    /**
     * Deletes what is to go.
     *
     * @return bytes that were freed
     */
    public synchronized long run() {
        EvictionPlan plan = plan();
        return delete(plan.old(), "age") + delete(plan.surplus(), "quota");
    }

    private long delete(List<Candidate> candidates, String cause) {
        long freed = 0;
        for (int from = 0; from < candidates.size(); from += MOST_IN_LOCK) {
            List<Candidate> some = candidates.subList(from, Math.min(candidates.size(), from + MOST_IN_LOCK));
            try {
                freed += isStore() ? locked(some, cause) : all(some, cause);
            } catch (IOException e) {
                LOG.warn("{}: no room is made: {}", directory.root(), e.getMessage());
                return freed;
            }
        }
        return freed;
    }

    /** Whether symstore has written to it already; before that it has no lock. */
    private boolean isStore() {
        return rules.managed() && new ManagedStore(directory.root(), clock).exists();
    }

    private long locked(List<Candidate> candidates, String cause) throws IOException {
        return new ManagedStore(directory.root(), clock)
                .locked("symproxy eviction", lock -> lock.stillHeld() ? all(candidates, cause) : 0);
    }

    private long all(List<Candidate> candidates, String cause) throws IOException {
        long freed = 0;
        for (Candidate each : candidates) {
            if (!inFlight.test(each.key()) && !isManaged(each.key())) {
                long bytes = directory.delete(each.key()).stream()
                        .mapToLong(FileIndex.Known::size)
                        .sum();
                freed += bytes;
                evicted.key(directory.name(), each.key(), cause, bytes);
            }
        }
        return freed;
    }

    private boolean isManaged(SymbolKey key) {
        return rules.managed()
                && directory.index().files(key).stream()
                        .map(file -> directory.root().resolve(file.path()).getParent())
                        .distinct()
                        .anyMatch(Evictor::hasReferences);
    }

    private static boolean hasReferences(Path keyDirectory) {
        return keyDirectory == null || Files.exists(keyDirectory.resolve(RefsFile.NAME));
    }
}
