// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Lets the same message through so many times in a period and counts the rest. Bounded. Guarded by itself. */
final class RepeatLimit {
    private static final int MOST_MESSAGES = 10_000;

    private final int most;
    private final long period;
    private final Ticker ticker;
    private final Map<String, Window> windows = new HashMap<>();
    private long swept;

    private static final class Window {
        private final long start;
        private int passed;
        private int held;

        Window(long start) {
            this.start = start;
        }
    }

    RepeatLimit(int most, Duration period, Ticker ticker) {
        this.most = most;
        this.period = period.toNanos();
        this.ticker = ticker;
        this.swept = ticker.read();
    }

    /** Whether a message may be written now. Past the bound of different messages, all may. */
    synchronized boolean passes(String message) {
        long now = ticker.read();
        Window window = windows.get(message);
        if (window == null) {
            if (windows.size() >= MOST_MESSAGES) {
                return true;
            }
            window = new Window(now);
            windows.put(message, window);
        }
        if (window.passed < most) {
            window.passed++;
            return true;
        }
        window.held++;
        return false;
    }

    /** Whether {@link #ended} may have something to tell. */
    synchronized boolean due() {
        return ticker.read() - swept >= period;
    }

    /** Forgets the messages whose period is over; gives how many were held back, by message. */
    synchronized Map<String, Integer> ended() {
        long now = ticker.read();
        swept = now;
        Map<String, Integer> held = new TreeMap<>();
        for (Iterator<Map.Entry<String, Window>> all = windows.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Window> each = all.next();
            if (now - each.getValue().start >= period) {
                all.remove();
                if (each.getValue().held > 0) {
                    held.put(each.getKey(), each.getValue().held);
                }
            }
        }
        return held;
    }
}
