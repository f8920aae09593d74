// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import dev.symkit.symsrv.http.BodySink;
import dev.symkit.symsrv.http.FetchRequest;
import dev.symkit.symsrv.http.FetchResult;
import dev.symkit.symsrv.http.HttpFetcher;
import dev.symkit.symsrv.spi.LookupListener;

/** Stands where nothing is fetched. */
enum NoFetcher implements HttpFetcher {
    /** The only one. */
    INSTANCE;

    @Override
    public FetchResult fetch(FetchRequest request, BodySink into, LookupListener listener) {
        throw new IllegalStateException("nothing of this machine is fetched");
    }

    @Override
    public void reset() {
        // nothing is remembered
    }

    @Override
    public void close() {
        // nothing is open
    }
}
