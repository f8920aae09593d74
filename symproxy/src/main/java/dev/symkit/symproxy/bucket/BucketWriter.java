// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.local.LocalSource;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files that came from upstream to buckets, so that other servers and later ones find them there. Whoever gives one does not wait, and
 * hears of no failure. A file is in a bucket as a whole or not at all, and never replaces another. Thread-safe.
 */
public final class BucketWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BucketWriter.class);
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final BucketListener listener;

    /**
     * A writer.
     *
     * @param writers how many files are written at the same time
     * @param queue how many may wait
     */
    BucketWriter(int writers, int queue, BucketListener listener) {
        this.listener = listener;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                writers, writers, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), task -> {
                    Thread thread = new Thread(task, "bucket-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Takes a file that is complete and was checked; it is read later.
     *
     * @param file in the directory; its name is the leaf
     */
    public void write(Bucket bucket, SymbolKey key, Path file) {
        try {
            threads.execute(() -> run(bucket, key, file));
        } catch (RejectedExecutionException e) {
            listener.written(bucket.directory(), key, BucketListener.Outcome.DROPPED, "too many files wait");
        }
    }

    private void run(Bucket bucket, SymbolKey key, Path file) {
        BucketListener.Outcome outcome = BucketListener.Outcome.FAILED;
        String reason = "";
        try {
            outcome = put(bucket, bucket.path(key, String.valueOf(file.getFileName())), LocalSource.of(file))
                    ? BucketListener.Outcome.STORED
                    : BucketListener.Outcome.PRESENT;
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            reason = String.valueOf(e);
            LOG.error("writing {} to {} failed", file, bucket.url(), e);
        } finally {
            listener.written(bucket.directory(), key, outcome, reason);
        }
    }

    /** False if something is there. */
    private static boolean put(Bucket bucket, String path, LocalSource file) throws IOException {
        StoreStorage storage = bucket.storage();
        try (Staging staging = storage.newLayoutStaging()) {
            String handle = staging.stage(path, out -> file.copyTo(out, copied -> {}), Optional.of(file.modified()));
            return storage.publish(handle, path, Condition.IF_ABSENT) == Outcome.PUBLISHED;
        }
    }

    /**
     * Takes no more files, and waits until those taken are written.
     *
     * @return whether they are
     */
    boolean drain(Duration patience) {
        threads.shutdown();
        try {
            return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives up what waits. What is being written ends with the process, and leaves nothing behind that can be read. */
    void giveUp() {
        threads.shutdown();
        threads.getQueue().clear();
    }
}
