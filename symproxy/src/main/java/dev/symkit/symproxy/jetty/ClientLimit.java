// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Not too many connections of one address. Counts sockets, so that those whose TLS handshake fails count as long as they are open and no
 * longer. Thread-safe.
 */
final class ClientLimit implements SelectorManager.AcceptListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClientLimit.class);

    private final int most;
    private final Map<SelectableChannel, InetAddress> open = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    ClientLimit(int most) {
        this.most = most;
    }

    /** Sockets that are open. */
    int count() {
        return open.size();
    }

    @Override
    public void onAccepted(SelectableChannel channel) {
        try {
            if (channel instanceof SocketChannel socket
                    && socket.getRemoteAddress() instanceof InetSocketAddress remote
                    && remote.getAddress() != null) {
                open.put(channel, remote.getAddress());
                if (counts.merge(remote.getAddress(), 1, Integer::sum) > most) {
                    LOG.debug("{}: too many connections", remote.getAddress());
                    channel.close();
                }
            }
        } catch (IOException e) {
            LOG.debug("a connection that is gone already", e);
        }
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        InetAddress address = open.remove(channel);
        if (address != null) {
            counts.computeIfPresent(address, (same, count) -> count > 1 ? count - 1 : null);
        }
    }
}
