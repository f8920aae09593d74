// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The wait for a lock that another writer has: a little at a time, with jitter, until the time allowed is over; and the watch on
 * whether that writer still renews its text. Confined to one thread.
 */
public final class LockWait {
    private static final Duration STALE = Duration.ofMinutes(2);
    private static final long FIRST_POLL_MILLIS = 5;
    private static final long POLL_MILLIS = 250;

    private final LockRequest request;
    private final LockClock clock;
    private final long start;
    private long pollMillis = FIRST_POLL_MILLIS;
    private boolean told;
    private String seen = "";
    private long seenSince;

    /** Begins to wait. */
    public LockWait(LockRequest request, LockClock clock) {
        this.request = request;
        this.clock = clock;
        this.start = clock.nanos();
        this.seenSince = start;
    }

    /** Whether a lock's text has been the same for more than 120 s. Asked with every text that is read. */
    public boolean isStale(String text) {
        return unchanged(text).compareTo(STALE) > 0;
    }

    /** How long a lock's text has been the same, by this process's own clock. Asked with every text that is read. */
    public Duration unchanged(String text) {
        if (!seen.equals(text)) {
            seen = text;
            seenSince = clock.nanos();
        }
        return Duration.ofNanos(clock.nanos() - seenSince);
    }

    /**
     * Waits a little.
     *
     * @param holder who has the lock, for people; empty if that is not known
     * @throws StoreException {@code LOCK_TIMEOUT}
     * @throws CancellationException if the request was cancelled
     */
    public void once(String holder) throws StoreException {
        if (request.cancelled().getAsBoolean()) {
            throw new CancellationException();
        }
        if (!told && !holder.isEmpty()) {
            told = true;
            request.waiting().accept(holder);
        }
        long leftNanos = request.timeout().toNanos() - (clock.nanos() - start);
        if (leftNanos <= 0) {
            throw new StoreException(
                    StoreException.Reason.LOCK_TIMEOUT,
                    "the store is in use" + (holder.isEmpty() ? "" : " by " + holder));
        }
        long millis = pollMillis / 2 + ThreadLocalRandom.current().nextLong(pollMillis / 2 + 1);
        pollMillis = Math.min(POLL_MILLIS, pollMillis * 2);
        try {
            clock.sleep(Math.min(leftNanos, TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis))));
        } catch (InterruptedException e) {
            throw new CancellationException();
        }
    }
}
