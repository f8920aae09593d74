// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.symproxy.config.BlackoutKeys;
import dev.symkit.symproxy.config.ConfigSection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Whether an upstream is left alone because it failed again and again (symproxy.md 3.1, {@code Failure*}; {@code [blackout]}). After the
 * blackout one search tests it: if that fails, the next blackout is twice as long, up to a limit. Told by a clock that never jumps. Guarded by
 * itself.
 */
public final class UpstreamHealth {
    private final Ticker ticker;
    private final int count;
    private final long period;
    private final long duration;
    private final long longest;
    private final long slow;
    private final Deque<Long> failures = new ArrayDeque<>();
    private boolean dark;
    private boolean testing;
    private long until;
    private long current;

    /** An upstream that never failed, and the section that says how often it may. */
    public UpstreamHealth(ConfigSection blackout, Ticker ticker) {
        this.ticker = ticker;
        this.count = blackout.get(BlackoutKeys.COUNT);
        this.period = blackout.get(BlackoutKeys.PERIOD).toNanos();
        this.duration = blackout.get(BlackoutKeys.DURATION).toNanos();
        this.longest =
                Math.max(duration, blackout.get(BlackoutKeys.MAX_DURATION).toNanos());
        this.slow = blackout.get(BlackoutKeys.FAILURE_TIMEOUT).toNanos();
    }

    /** What an answer changed. */
    public enum Change {
        /** Nothing. */
        NONE,
        /** It is left alone from now on. */
        ENTERED,
        /** It is asked again. */
        LEFT
    }

    /** Whether it may be asked now. Who asks has to tell what came of it. */
    public synchronized boolean mayAsk() {
        if (!dark) {
            return true;
        }
        if (testing || ticker.read() - until < 0) {
            return false;
        }
        testing = true;
        return true;
    }

    /** It answered, be it with a miss. An answer that took too long is none. */
    public synchronized Change answered(Duration took) {
        if (slow > 0 && took.toNanos() > slow) {
            return failed();
        }
        boolean was = dark;
        clear();
        return was ? Change.LEFT : Change.NONE;
    }

    /** It failed. */
    public synchronized Change failed() {
        if (count == 0 || duration == 0) {
            return Change.NONE;
        }
        long now = ticker.read();
        if (dark) {
            if (!testing) {
                return Change.NONE; // it was asked before the others failed
            }
            current = Math.min(longest, 2 * current);
            return enter(now);
        }
        failures.addLast(now);
        while (now - failures.getFirst() > period) {
            failures.removeFirst();
        }
        if (failures.size() < count) {
            return Change.NONE;
        }
        current = duration;
        return enter(now);
    }

    private Change enter(long now) {
        failures.clear();
        dark = true;
        testing = false;
        until = now + current;
        return Change.ENTERED;
    }

    /** Nothing is known of the answer, for example because nobody wanted it any longer. */
    public synchronized void unknown() {
        testing = false;
    }

    /** How much longer it is left alone; zero while it is tested; empty if it is asked as usual. */
    public synchronized Optional<Duration> blackout() {
        return dark ? Optional.of(Duration.ofNanos(Math.max(0, until - ticker.read()))) : Optional.empty();
    }

    /** It is asked again, whatever it did. */
    public synchronized void clear() {
        failures.clear();
        dark = false;
        testing = false;
        current = 0;
    }
}
