// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.layout.Tier;
import dev.symkit.symsrv.client.memory.Flights;
import dev.symkit.symsrv.http.FetchRequest;
import dev.symkit.symsrv.http.FetchResult;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an HTTP store has one tier or two. Asked once; only a clear answer is remembered (symsrv.md 4.1). Thread-safe. */
final class HttpTier {
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final HttpFetcher fetcher;
    private final Flights<String, Answer> asking = new Flights<>();
    private volatile @Nullable Tier known;

    HttpTier(HttpFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * What is known of the tier.
     *
     * @param tier which it is, or is taken to be
     * @param failure what went wrong with the question, if the store gave no clear answer
     */
    record Answer(Tier tier, Optional<FetchResult.Failed> failure) {}

    /** Forgets the tier. */
    void reset() {
        known = null;
    }

    /** The tier. */
    Answer get(FetchRequest store, LookupListener listener) throws IOException {
        Tier last = known;
        if (last != null) {
            return new Answer(last, Optional.empty());
        }
        return asking.fly("", answer -> true, listener::cancelled, () -> ask(store, listener))
                .value();
    }

    private Answer ask(FetchRequest store, LookupListener listener) throws IOException {
        Tier last = known;
        if (last != null) {
            return new Answer(last, Optional.empty());
        }
        FetchRequest request =
                new FetchRequest(store.store(), List.of(Tier.MARKER), store.settings(), Optional.empty());
        FetchResult result = fetcher.fetch(request, Sinks.NOWHERE, listener);
        if (result instanceof FetchResult.Complete) {
            known = Tier.TWO;
            return new Answer(Tier.TWO, Optional.empty());
        }
        if (result instanceof FetchResult.Missing missing && isClear(missing.code())) {
            known = Tier.ONE;
        }
        return new Answer(
                Tier.ONE, result instanceof FetchResult.Failed failed ? Optional.of(failed) : Optional.empty());
    }

    private static boolean isClear(ResultCode code) {
        return code.equals(ResultCode.http(NOT_FOUND)) || code.equals(ResultCode.http(GONE));
    }
}
