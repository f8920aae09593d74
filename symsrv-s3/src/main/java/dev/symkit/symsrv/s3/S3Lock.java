// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.LockRenewal;
import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.LockText;
import dev.symkit.store.storage.LockWait;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;

/**
 * The lock of a store in a bucket (symbol-store-format 8.3): the object {@code 000Admin/.symstore.lock.excl}. It is made if there is none,
 * renewed every 10 s by replacing the version that this holder wrote last, and taken over, when it was not renewed for 120 s, by replacing the
 * version that was observed: of several thieves and the holder exactly one succeeds.
 */
final class S3Lock implements StoreLock {
    /** For so long after a renewal nobody can have taken the lock over. */
    private static final Duration SAFE = Duration.ofSeconds(60);

    /** Ends the host in the text: no writer on a disk of the same machine takes this holder for dead by its host. */
    private static final String OVER_S3 = "/s3";

    private static final int RELEASES = 4;
    private static final int MOST_TEXT = 64 << 10;

    private final S3Bucket bucket;
    private final String path;
    private final LockText mine;
    private final LockClock clock;
    private String version;
    private long beat;
    private volatile long renewed;
    private volatile boolean closed;
    private final LockRenewal renewal;

    private S3Lock(S3Bucket bucket, String path, LockText mine, LockClock clock, String version, long since) {
        this.bucket = bucket;
        this.path = path;
        this.mine = mine;
        this.clock = clock;
        this.version = version;
        this.renewed = since;
        this.renewal = LockRenewal.start(this::renew);
    }

    static S3Lock acquire(S3Bucket bucket, String path, LockClock clock, LockRequest request) throws IOException {
        LockText mine = LockText.mine(LockText.thisHost() + OVER_S3, request.command());
        try {
            return await(bucket, path, mine, clock, new LockWait(request, clock));
        } catch (StoreException e) {
            throw e; // another has it
        } catch (IOException e) {
            withdraw(bucket, path, mine, e);
            throw e;
        }
    }

    private static S3Lock await(S3Bucket bucket, String path, LockText mine, LockClock clock, LockWait wait)
            throws IOException {
        while (true) {
            long since = clock.nanos();
            Optional<String> version = write(bucket, path, mine.bytes(0), Condition.IF_ABSENT);
            if (version.isPresent()) {
                return new S3Lock(bucket, path, mine, clock, version.get(), since);
            }
            Optional<S3Bucket.Part> holder = read(bucket, path);
            String text = holder.map(S3Lock::text).orElse("");
            Optional<String> observed = holder.map(part -> part.entry().version());
            if (observed.isPresent() && mine.isNonceOf(text)) { // of a request that seemed to fail
                return new S3Lock(bucket, path, mine, clock, observed.get(), since);
            }
            if (observed.isPresent() && wait.isStale(text)) {
                since = clock.nanos();
                version = write(bucket, path, mine.bytes(0), Condition.ifVersion(observed.get()));
                if (version.isPresent()) {
                    return new S3Lock(bucket, path, mine, clock, version.get(), since);
                }
            }
            wait.once(text.strip());
        }
    }

    /** What was written by a request that failed must not keep the others out for 120 s. */
    private static void withdraw(S3Bucket bucket, String path, LockText mine, IOException reason) {
        try {
            Optional<S3Bucket.Part> there = read(bucket, path).filter(part -> mine.isNonceOf(text(part)));
            if (there.isPresent()) {
                bucket.deleteOnce(path, there.get().entry().version());
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Writes the lock's object; empty if the condition does not hold. What was written by a request that seemed to fail counts. */
    private static Optional<String> write(S3Bucket bucket, String path, byte[] text, Condition condition)
            throws IOException {
        try {
            return Optional.of(bucket.put(path, text, Optional.empty(), condition));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (S3Errors.Refused e) {
            return S3Errors.wasRepeated(e)
                    ? read(bucket, path)
                            .filter(there -> text(there).equals(new String(text, StandardCharsets.UTF_8)))
                            .map(there -> there.entry().version())
                    : Optional.empty();
        }
    }

    private static Optional<S3Bucket.Part> read(S3Bucket bucket, String path) throws IOException {
        try {
            return Optional.of(bucket.beginning(path, MOST_TEXT));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String text(S3Bucket.Part part) {
        return StandardCharsets.UTF_8.decode(part.bytes().duplicate()).toString();
    }

    /** Writes the text of the {@code number}-th renewal, or of a later one if that was written. */
    synchronized void renew(long number) {
        beat = Math.max(beat + 1, number);
        long since = clock.nanos();
        try {
            Optional<String> written = write(bucket, path, mine.bytes(beat), Condition.ifVersion(version));
            if (written.isEmpty() && stillHeld()) { // an earlier renewal took effect although it failed
                written = write(bucket, path, mine.bytes(beat), Condition.ifVersion(version));
            }
            if (written.isPresent()) {
                version = written.get();
                renewed = since;
            }
        } catch (IOException e) {
            // the next renewal may succeed; if none does within 120 s the lock is lost, and stillHeld() says so
        }
    }

    /** Whether the object holds this holder's text. One request. */
    @Override
    public synchronized boolean stillHeld() throws IOException {
        Optional<S3Bucket.Part> there = read(bucket, path);
        if (there.isEmpty() || !mine.isNonceOf(text(there.get()))) {
            return false;
        }
        version = there.get().entry().version(); // a renewal whose answer was lost
        return true;
    }

    /** Gives it back; one that may be another's already only if it is not. */
    @Override
    public void close() throws IOException {
        if (!renewal.stop()) {
            return;
        }
        closed = true;
        synchronized (this) {
            if (isFresh() || stillHeld()) {
                release();
            }
        }
    }

    /** A deletion whose answer was lost is not repeated before it is known that the object is still this holder's. */
    private void release() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                bucket.deleteOnce(path, version);
                return;
            } catch (IOException e) {
                if (attempt == RELEASES) {
                    throw e;
                }
                if (!stillHeld()) {
                    return;
                }
            }
        }
    }

    private boolean isFresh() {
        return clock.nanos() - renewed < SAFE.toNanos();
    }

    /**
     * Makes sure, before a change that could be done twice, that nobody has taken the lock over or does so just now. No request as long as
     * renewals succeed; else the lock is renewed here.
     *
     * @throws StoreException {@code LOCK_LOST}
     */
    void check() throws IOException {
        if (closed || isFresh()) {
            return;
        }
        renew(0);
        if (!isFresh()) {
            throw new StoreException(StoreException.Reason.LOCK_LOST, "the store's lock was lost");
        }
    }
}
