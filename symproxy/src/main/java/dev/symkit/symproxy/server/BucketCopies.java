// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.symproxy.bucket.Bucket;
import dev.symkit.symproxy.bucket.BucketChanges;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.fill.Flights;
import dev.symkit.symproxy.miss.MissTable;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.upload.UploadTarget;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a directory knows of its bucket, kept true: when files of a key change there, the copy on disk goes, and that the key is missing is no
 * longer believed (symproxy.md 14.4). Thread-safe.
 */
final class BucketCopies implements BucketChanges.Listener, UploadTarget {
    private static final Logger LOG = LoggerFactory.getLogger(BucketCopies.class);
    private static final String SEEN = "bucket.txt";

    private final StoreDirectory directory;
    private final Bucket bucket;
    private final MissTable misses;
    private final Flights flights;
    private final BucketChanges changes;
    private final Set<SymbolKey> searched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean dropped = new AtomicBoolean();

    BucketCopies(StoreDirectory directory, Bucket bucket, MissTable misses, Flights flights) {
        this.directory = directory;
        this.bucket = bucket;
        this.misses = misses;
        this.flights = flights;
        this.changes = new BucketChanges(
                bucket, directory.root().resolve(StoreNames.SYMPROXY).resolve(SEEN), this);
    }

    /**
     * Asks the bucket what others changed.
     *
     * @return whether copies went since the last time
     * @throws IOException if the bucket does not answer; the next time tells what this one did not
     */
    boolean look() throws IOException {
        searched.forEach(this::drop);
        changes.look();
        return dropped.getAndSet(false);
    }

    @Override
    public void changed(SymbolKey key) {
        misses.changed(key);
        drop(key);
    }

    @Override
    public void anyChanged() {
        misses.clear();
    }

    /** A search that began before the change may still bring what was there then: what it leaves goes when it is over. */
    private void drop(SymbolKey key) {
        if (flights.isUnderWay(directory.name(), key)) {
            searched.add(key);
        } else {
            searched.remove(key);
        }
        directory.find(key, Leaf.FILE); // notes what nobody asked for yet
        try {
            if (!directory.delete(key).isEmpty()) {
                dropped.set(true);
            }
        } catch (IOException e) {
            searched.add(key);
            LOG.warn("{}: an old copy cannot be deleted: {}", directory.root(), e.getMessage());
        }
    }

    /** The bucket. */
    Bucket bucket() {
        return bucket;
    }

    @Override
    public StoreStorage storage() {
        return bucket.storage();
    }

    @Override
    public void changed(SymbolKey key, String path) {
        changed(key);
    }

    @Override
    public void deleted() {
        try {
            changes.look();
        } catch (IOException e) {
            LOG.warn("{}: {}", bucket.url(), e.getMessage()); // it is looked at again soon
        }
    }

    @Override
    public boolean has(SymbolKey asked) throws IOException {
        return bucket.isReferenced(asked);
    }
}
