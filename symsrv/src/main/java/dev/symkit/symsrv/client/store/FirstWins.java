// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.symsrv.spi.ForwardingListener;
import dev.symkit.symsrv.spi.LookupListener;
import java.util.concurrent.atomic.AtomicInteger;

/** Several transfers at once, of which the first in order counts: once it is known, those behind it are cancelled. Thread-safe. */
final class FirstWins {
    private final LookupListener listener;
    private final AtomicInteger winner = new AtomicInteger(Integer.MAX_VALUE);

    FirstWins(LookupListener listener) {
        this.listener = listener;
    }

    /** Notes a success. */
    void won(int rank) {
        winner.accumulateAndGet(rank, Math::min);
    }

    /** The listener for one of the transfers. */
    LookupListener listener(int rank) {
        return new ForwardingListener(listener) {
            @Override
            public boolean cancelled() {
                return rank > winner.get() || super.cancelled();
            }
        };
    }
}
