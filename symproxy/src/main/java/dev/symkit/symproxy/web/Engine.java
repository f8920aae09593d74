// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A web server that runs handlers. Thread-safe once started. */
public interface Engine extends Closeable {
    /**
     * Begins to serve.
     *
     * @throws IOException if an address cannot be bound or a certificate not be used; the message says which
     */
    void start() throws IOException;

    /** The ports that are served, in the order of the listeners. */
    List<Integer> ports();

    /**
     * Takes no new connections from now on; those that are open are told to go with the next response.
     *
     * @return complete when none is left
     */
    CompletionStage<Void> drain();

    /** Connections that are open. */
    int connections();

    /** Requests that are not answered to the end. */
    int requests();

    /** Ends all connections. */
    @Override
    void close() throws IOException;
}
