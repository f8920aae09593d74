// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Ends connections that keep the server waiting for the head of a request, or for the TLS handshake before it. Jetty itself only ends a
 * connection that is silent, not one that sends a byte now and then. Thread-safe.
 */
final class SlowHeads implements Connection.Listener {
    private final long headNanos;
    private final Map<Connection, Head> open = new ConcurrentHashMap<>();

    /**
     * What a connection was doing when it was last looked at.
     *
     * @param messages requests it brought until then
     * @param reading whether the head of another was on its way
     * @param since since when nothing of that changed
     */
    private record Head(long messages, boolean reading, long since) {}

    SlowHeads(Duration headTimeout) {
        this.headNanos = headTimeout.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection || connection instanceof NegotiatingServerConnection) {
            open.put(connection, new Head(0, true, System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    /** Ends those that take too long. */
    void end() {
        long now = System.nanoTime();
        open.forEach((connection, known) -> {
            if (!connection.getEndPoint().isOpen()) {
                open.remove(connection); // not all failures of a handshake are told
                return;
            }
            Head current = new Head(connection.getMessagesIn(), isReading(connection), now);
            if (current.messages() != known.messages() || current.reading() != known.reading()) {
                open.replace(connection, known, current);
            } else if (current.reading() && now - known.since() > headNanos) {
                connection.close();
            }
        });
    }

    /** Whether the head of a request is on its way, or there was none yet. */
    private static boolean isReading(Connection connection) {
        if (!(connection instanceof HttpConnection http)) {
            return true;
        }
        boolean started = http.getParser().inHeaderState() && !http.getParser().isStart();
        return started || (http.getMessagesIn() == 0 && http.getParser().isStart());
    }
}
