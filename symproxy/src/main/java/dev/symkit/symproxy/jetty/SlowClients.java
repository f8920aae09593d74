// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections whose clients take a response more slowly than they must (symproxy.md 13): a piece may take as long as it does at the
 * lowest speed, and a minute more. Thread-safe.
 */
final class SlowClients {
    private static final long GRACE = TimeUnit.MINUTES.toNanos(1);

    private final long minSpeed;
    private final Map<Sender, Long> deadlines = new ConcurrentHashMap<>();

    /** Watches for clients slower than so many bytes in a second; 0 for none. */
    SlowClients(long minSpeed) {
        this.minSpeed = minSpeed;
    }

    /** A piece is on its way to the client. */
    void begun(Sender sender, int bytes) {
        if (minSpeed > 0) {
            deadlines.put(sender, System.nanoTime() + GRACE + TimeUnit.SECONDS.toNanos(bytes) / minSpeed);
        }
    }

    /** It arrived, or will not. */
    void done(Sender sender) {
        deadlines.remove(sender);
    }

    /** Ends what is too slow. */
    void endSlowOnes() {
        long now = System.nanoTime();
        deadlines.forEach((sender, deadline) -> {
            if (now - deadline > 0 && deadlines.remove(sender, deadline)) {
                sender.giveUp();
            }
        });
    }
}
