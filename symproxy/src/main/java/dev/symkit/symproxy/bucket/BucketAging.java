// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.layout.RefsFile;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Deletes old copies of what upstreams have from a bucket; what a transaction holds stays (symproxy.md 14.4). One server at a time does so, and
 * under the lock of the store, for a transaction may come to hold a file that was a copy. Confined to one thread.
 */
public final class BucketAging {
    private static final int BATCH = 100;
    private static final Duration LOCK = Duration.ofMinutes(3);

    private final Bucket bucket;
    private final Rules rules;
    private final InstantSource clock;
    private final BucketLease lease;

    /**
     * How a bucket ages.
     *
     * @param maxAge how long copies are kept
     * @param pause between two looks at the whole bucket, whoever looks
     */
    public record Rules(Duration maxAge, Duration pause) {}

    /**
     * What was deleted.
     *
     * @param bytes of them
     */
    public record Deleted(long files, long bytes) {
        /** Nothing. */
        static final Deleted NOTHING = new Deleted(0, 0);
    }

    /**
     * Aging of a bucket.
     *
     * @param nanos a watch that never jumps
     */
    public BucketAging(Bucket bucket, Rules rules, InstantSource clock, LongSupplier nanos) {
        this.bucket = bucket;
        this.rules = rules;
        this.clock = clock;
        this.lease = new BucketLease(bucket.storage(), nanos, clock);
    }

    /**
     * Deletes what is old, if it is this server's turn.
     *
     * @param cancelled asked on the way; true ends it
     */
    public Deleted run(BooleanSupplier cancelled) throws IOException {
        if (!lease.take(rules.pause())) {
            return Deleted.NOTHING;
        }
        Run run = new Run(clock.instant().minus(rules.maxAge()), cancelled);
        try {
            bucket.storage().walk("", run::file);
            run.finish();
        } catch (StoppedException e) {
            return run.deleted(); // another server goes on, or this one the next time
        } finally {
            lease.end();
        }
        return run.deleted();
    }

    /** It is no longer this server's turn, or it ends. */
    private static final class StoppedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** One look at the whole bucket. */
    private final class Run {
        private final Instant oldest;
        private final BooleanSupplier cancelled;
        private final int depth;
        private final List<Copies> batch = new ArrayList<>();
        private Copies current = new Copies("");
        private long files;
        private long bytes;

        Run(Instant oldest, BooleanSupplier cancelled) throws IOException {
            this.oldest = oldest;
            this.cancelled = cancelled;
            this.depth = bucket.tier() == Tier.TWO ? 4 : 3;
        }

        Deleted deleted() {
            return new Deleted(files, bytes);
        }

        void file(String path, StorageEntry entry) throws IOException {
            requireTurn();
            String[] parts = path.split("/", -1);
            String top = parts[0].toLowerCase(Locale.ROOT);
            if (parts.length != depth
                    || top.equals(StoreNames.SYMPROXY)
                    || top.equals(StoreNames.ADMIN.toLowerCase(Locale.ROOT))) {
                return;
            }
            String directory = path.substring(0, path.lastIndexOf('/'));
            if (!directory.equals(current.directory())) {
                close();
                current = new Copies(directory);
            }
            current.add(path, entry);
        }

        void finish() throws IOException {
            close();
            delete();
        }

        private void close() throws IOException {
            if (current.areAllBefore(oldest)) {
                batch.add(current);
            }
            current = new Copies("");
            if (batch.size() == BATCH) {
                delete();
            }
        }

        /** Renews the lease too, when that is due: looking through a bucket takes longer than it lasts. */
        private void requireTurn() throws IOException {
            if (cancelled.getAsBoolean() || !lease.isHeld()) {
                throw new StoppedException();
            }
        }

        private void delete() throws IOException {
            requireTurn();
            if (batch.isEmpty()) {
                return;
            }
            StoreStorage storage = bucket.storage();
            storage.createRoot();
            try (StoreLock lock = storage.lock(new LockRequest(LOCK, "symproxy aging", cancelled, holder -> {}))) {
                for (Copies each : batch) {
                    requireTurn();
                    if (!lock.stillHeld()) {
                        throw new StoppedException();
                    }
                    delete(each);
                }
            }
            batch.clear();
        }

        private void delete(Copies copies) throws IOException {
            StoreStorage storage = bucket.storage();
            if (storage.entries(copies.directory()).containsKey(RefsFile.NAME)) {
                return;
            }
            for (Map.Entry<String, StorageEntry> each : copies.files().entrySet()) {
                if (storage.remove(each.getKey(), each.getValue().version())) {
                    files++;
                    bytes += each.getValue().size();
                }
            }
            storage.removeEmpty(copies.directory());
        }
    }

    /** The files of a key directory. */
    private record Copies(String directory, Map<String, StorageEntry> files) {
        Copies(String directory) {
            this(directory, new HashMap<>());
        }

        void add(String path, StorageEntry entry) {
            files.put(path, entry);
        }

        boolean areAllBefore(Instant oldest) {
            return !files.isEmpty()
                    && !files.containsKey(directory + "/" + RefsFile.NAME)
                    && files.values().stream()
                            .allMatch(entry -> entry.modified().isBefore(oldest));
        }
    }
}
