// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.storage.PresignedUrls;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.StorageKeys;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The buckets of a configuration, one for each directory; none where files are kept on disk. Guarded by itself. */
public final class Buckets implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Buckets.class);

    private final Optional<String> url;
    private final boolean missOn403;
    private final Optional<Duration> redirects;
    private final BucketWriter writer;
    private final Map<String, Bucket> open = new HashMap<>();

    private Buckets(Configuration all, int queue, BucketListener listener) {
        this.url = StorageKeys.isBucket(all) ? all.find(StorageKeys.URL) : Optional.empty();
        this.missOn403 = all.get(StorageKeys.ON403) == StorageKeys.On403.MISS;
        this.redirects = all.get(StorageKeys.DELIVERY) == StorageKeys.Delivery.REDIRECT
                ? Optional.of(all.get(StorageKeys.REDIRECT_LIFE))
                : Optional.empty();
        this.writer = new BucketWriter(all.get(StorageKeys.WRITERS), queue, listener);
    }

    /** Those of a configuration, for a server. None is open yet. */
    public static Buckets of(Configuration all, BucketListener listener) {
        return new Buckets(all, all.get(StorageKeys.MAX_QUEUE), listener);
    }

    /** The same for who waits in the end: any number of files may wait to be written. */
    public static Buckets patient(Configuration all, BucketListener listener) {
        return new Buckets(all, Integer.MAX_VALUE, listener);
    }

    /**
     * The bucket of a directory; empty if there are none. Opening it asks nobody.
     *
     * @throws IOException if there is no plug-in for it, or what it is called cannot be the name of one; the message says so
     */
    public synchronized Optional<Bucket> of(String directory) throws IOException {
        Bucket known = open.get(directory);
        if (url.isEmpty() || known != null) {
            return Optional.ofNullable(known);
        }
        String own = url.get().replace(StorageKeys.DIRECTORY, directory);
        StoreStorage storage;
        try {
            storage = StoreStorages.open(own, Path.of(""), StorageOptions.DEFAULT);
        } catch (IOException e) {
            throw new IOException("[storage]: " + e.getMessage(), e);
        }
        if (redirects.isPresent() && !(storage instanceof PresignedUrls)) {
            storage.close();
            throw new IOException("[storage]: delivery = redirect: URLs of " + own + " cannot be signed");
        }
        Bucket opened = new Bucket(directory, own.replaceAll("/+$", ""), storage, missOn403, redirects, writer);
        open.put(directory, opened);
        return Optional.of(opened);
    }

    /**
     * Takes no more files, and waits until those that came so far are written.
     *
     * @return whether they are
     */
    public boolean drain(Duration patience) {
        return writer.drain(patience);
    }

    @Override
    public synchronized void close() {
        writer.giveUp();
        for (Bucket each : open.values()) {
            try {
                each.storage().close();
            } catch (IOException e) {
                LOG.warn("{}: {}", each.url(), e.getMessage());
            }
        }
        open.clear();
    }
}
