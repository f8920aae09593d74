// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import dev.symkit.symproxy.bucket.Bucket;
import dev.symkit.symproxy.bucket.BucketAging;
import dev.symkit.symproxy.config.AgingKeys;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.StorageKeys;
import dev.symkit.symproxy.evict.Evictor;
import dev.symkit.symproxy.observe.Event;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** What a server does from time to time. What waits for a bucket has a thread of its own. Thread-safe. */
final class Rounds implements Closeable {
    private static final Duration KEEP_EVERY = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** How often a server looks whether it is its turn to age a bucket. */
    private static final Duration TURN_EVERY = Duration.ofMinutes(10);

    private final Watch watch;
    private final MissKeeper misses;
    private final UploadSetup uploads;
    private final Supplier<Sites> sites;
    private final InstantSource clock;
    private final Timer timer = new Timer("timer");
    private final Timer buckets = new Timer("buckets");
    private final Timer aging = new Timer("aging");
    private final Map<Bucket, BucketAging> aged = new HashMap<>();
    private volatile boolean closed;

    /** @param sites what is served, whenever something is done */
    Rounds(Watch watch, MissKeeper misses, UploadSetup uploads, Supplier<Sites> sites, InstantSource clock) {
        this.clock = clock;
        this.watch = watch;
        this.misses = misses;
        this.uploads = uploads;
        this.sites = sites;
    }

    /** Begins. */
    void start(Configuration all) {
        timer.repeat(this::keep, KEEP_EVERY);
        timer.repeat(() -> sites.get().directories().forEach(this::makeRoom), all.get(AgingKeys.INTERVAL));
        if (StorageKeys.isBucket(all)) {
            buckets.now(this::look); // at once, for what this server remembers may be old
            buckets.repeat(this::look, all.get(StorageKeys.POLL));
            BucketAging.Rules rules =
                    new BucketAging.Rules(all.get(StorageKeys.MAX_AGE), all.get(StorageKeys.AGING_INTERVAL));
            if (!rules.maxAge().isZero()) {
                aging.repeat(() -> age(rules), least(TURN_EVERY, rules.pause()));
            }
        }
    }

    /** Looks at the configuration often. */
    void follow(ConfigWatch file) {
        timer.repeat(file::look, LOOK_EVERY);
    }

    /** Makes room in a directory soon. */
    void makeRoomSoon(ServedDirectory directory) {
        timer.now(() -> makeRoom(directory));
    }

    /** Does something once, after a time. */
    void after(Duration delay, Runnable task) {
        timer.after(delay, task);
    }

    private void makeRoom(ServedDirectory directory) {
        watch.roomMade(directory, directory.evictor().map(Evictor::run).orElse(0L));
    }

    private void keep() {
        misses.keep();
        sites.get().directories().forEach(ServedDirectory::save);
        uploads.sweep();
        watch.events().tellHeldBack();
        watch.events().log(Event.MISS_STATISTICS, misses.table().size() + " misses are remembered");
    }

    private void look() {
        sites.get().directories().forEach(one -> one.copies().ifPresent(this::look));
    }

    private void look(BucketCopies copies) {
        try {
            if (copies.look()) {
                sites.get().forgetHot();
            }
        } catch (IOException e) {
            watch.events().log(Event.WARNING, "the bucket does not tell what changed: " + e.getMessage());
        }
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void age(BucketAging.Rules rules) {
        sites.get().directories().stream()
                .flatMap(one -> one.copies().stream())
                .forEach(copies -> age(copies.bucket(), rules));
    }

    private void age(Bucket bucket, BucketAging.Rules rules) {
        try {
            BucketAging.Deleted deleted = aged.computeIfAbsent(
                            bucket, one -> new BucketAging(one, rules, clock, System::nanoTime))
                    .run(() -> closed);
            if (deleted.files() > 0) {
                watch.events()
                        .log(
                                Event.INFORMATION,
                                "old copies were deleted from " + bucket.url(),
                                ": " + deleted.files() + " files, " + deleted.bytes() + " bytes");
            }
        } catch (IOException | CancellationException e) {
            watch.events().log(Event.WARNING, bucket.url() + " was not aged: " + e.getMessage());
        }
    }

    /** Begins nothing more, and interrupts what is being done. */
    @Override
    public void close() {
        closed = true;
        timer.close();
        buckets.close();
        aging.close();
    }
}
