// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

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
        return new LookupListener() {
            @Override
            public void trace(String line) {
                listener.trace(line);
            }

            @Override
            public void size(long bytes) {
                listener.size(bytes);
            }

            @Override
            public void progress(long done, long total) {
                listener.progress(done, total);
            }

            @Override
            public void httpStatus(int status) {
                listener.httpStatus(status);
            }

            @Override
            public boolean cancelled() {
                return rank > winner.get() || listener.cancelled();
            }
        };
    }
}
