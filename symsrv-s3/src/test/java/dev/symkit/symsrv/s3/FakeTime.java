// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.LockClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Only passes while somebody sleeps, and does something then.
 *
 * @param factor how much faster it passes, so that fewer requests are sent before a lock is stale
 */
record FakeTime(AtomicLong now, Runnable onSleep, int factor) implements LockClock {
    FakeTime(Runnable onSleep) {
        this(new AtomicLong(), onSleep, 1);
    }

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public void sleep(long nanos) {
        now.addAndGet(factor * nanos);
        onSleep.run();
    }

    Duration passed() {
        return Duration.ofNanos(now.get());
    }
}
