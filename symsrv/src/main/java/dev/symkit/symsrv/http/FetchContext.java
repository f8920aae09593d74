// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.settings.HttpSettings;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import java.time.Duration;

/**
 * What all steps of one fetch share. Immutable, thread-safe.
 *
 * @param request what is fetched
 * @param session what is known of the store
 * @param settings limits and manners
 * @param listener hears about it
 * @param clock the time
 * @param deadline on {@link FetchClock#nanos}, if there is one
 * @param bounded whether there is a deadline
 * @param patient whether to wait for a free connection, or to fail when there is none
 */
record FetchContext(
        FetchRequest request,
        StoreSession session,
        HttpSettings settings,
        LookupListener listener,
        FetchClock clock,
        long deadline,
        boolean bounded,
        boolean patient) {

    static FetchContext of(
            FetchRequest request,
            StoreSession session,
            HttpSettings settings,
            LookupListener listener,
            FetchClock clock) {
        boolean bounded = !settings.totalTimeout().isZero();
        long deadline = clock.nanos() + settings.totalTimeout().toNanos();
        return new FetchContext(request, session, settings, listener, clock, deadline, bounded, true);
    }

    /** The same for a helper that takes only connections nobody else needs. */
    FetchContext impatient(LookupListener other) {
        return new FetchContext(request, session, settings, other, clock, deadline, bounded, false);
    }

    /** Ends the fetch if the user or the total time limit says so. */
    void check() throws FetchFailure {
        if (listener.cancelled() || Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
        if (bounded && clock.nanos() - deadline >= 0) {
            throw FetchFailure.last(
                    ResultCode.HTTP_TIMEOUT,
                    "not done within the total time limit of "
                            + settings.totalTimeout().toSeconds() + " s");
        }
    }

    /** Waits before something is tried again, never past the deadline. */
    void pause(Duration time) throws FetchFailure {
        check();
        Duration wait = time;
        if (bounded) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - clock.nanos()));
            wait = left.compareTo(time) < 0 ? left : time;
        }
        try {
            clock.sleep(wait, listener::cancelled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
        check();
    }

    static FetchFailure cancelled() {
        return FetchFailure.last(ResultCode.CANCELLED, "cancelled");
    }
}
