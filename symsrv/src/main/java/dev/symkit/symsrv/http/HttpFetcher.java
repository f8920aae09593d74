// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.spi.LookupListener;
import java.io.IOException;

/** Fetches files of HTTP(S) stores. Thread-safe. */
public interface HttpFetcher extends AutoCloseable {
    /**
     * Fetches one file, with all retries and redirects that are due. Gives the lines {@code HTTPGET:}, {@code HttpQueryInfo:} and
     * {@code HttpSendRequest:} of the trace.
     *
     * @throws IOException if the sink fails; what the network does is a result
     */
    FetchResult fetch(FetchRequest request, BodySink into, LookupListener listener) throws IOException;

    /** Forgets which stores refused access, and credentials. */
    void reset();

    @Override
    void close();
}
