// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.LockClock;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** How often a change is tried, and the pauses between. Confined to one thread. */
final class S3Attempts {
    /** Another request is changing the object: soon it is known which one won. */
    private static final int CONFLICTS = 20;

    /** The server may be overloaded. */
    private static final int LOSSES = 4;

    private static final long CONFLICT_MILLIS = 10;
    private static final long LOSS_MILLIS = 100;

    private final LockClock clock;
    private int conflicts;
    private int losses;

    S3Attempts(LockClock clock) {
        this.clock = clock;
    }

    /** Waits for what another request does; throws {@code reason} if that was waited for often enough. */
    void conflict(IOException reason) throws IOException {
        conflicts++;
        pause(conflicts, CONFLICTS, conflicts * CONFLICT_MILLIS, reason);
    }

    /** Waits for the server; throws {@code reason} if it was waited for often enough, or if waiting does not help. */
    void loss(IOException reason) throws IOException {
        losses = S3Errors.isLost(reason) ? losses + 1 : LOSSES;
        pause(losses, LOSSES, LOSS_MILLIS << (2 * losses - 2), reason);
    }

    private void pause(int attempt, int most, long millis, IOException reason) throws IOException {
        if (attempt >= most) {
            throw reason;
        }
        try {
            clock.sleep(TimeUnit.MILLISECONDS.toNanos(millis));
        } catch (InterruptedException e) {
            throw new IllegalStateException("store threads are never interrupted", e);
        }
    }
}
