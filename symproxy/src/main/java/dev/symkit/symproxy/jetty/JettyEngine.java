// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import dev.symkit.symproxy.web.Engine;
import dev.symkit.symproxy.web.EngineSettings;
import dev.symkit.symproxy.web.Handler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with HTTP/1.1 and HTTP/2, over TLS or not. Targets reach the handler as they came over the wire. */
public final class JettyEngine implements Engine {
    private static final int THREADS_PER_CORE = 32;
    private static final int MIN_THREADS = 64;
    private static final int HEAD_SIZE = 16 << 10;
    private static final int BUFFER = 64 << 10;
    private static final int ACCEPT_QUEUE = 1024;
    private static final long LOOK_MILLIS = 1000;

    private final EngineSettings settings;
    private final Bridge bridge;
    private final SlowClients slow;
    private final ClientLimit clients;
    private final SlowHeads heads;
    private final Server server;
    private final Thread watch;
    private final Optional<TlsKeys> tls;

    /**
     * An engine that does not serve yet.
     *
     * @throws IOException if a certificate cannot be used; the message names the file
     */
    public JettyEngine(EngineSettings settings, Handler handler) throws IOException {
        this.settings = settings;
        this.slow = new SlowClients(settings.minSpeed());
        this.bridge = new Bridge(handler, slow);
        this.clients = new ClientLimit(settings.maxPerClient());
        this.heads = new SlowHeads(settings.headTimeout());
        this.tls = settings.tls().isPresent()
                ? Optional.of(new TlsKeys(settings.tls().get()))
                : Optional.empty();
        this.server = new Server(pool(settings.workers()));
        this.watch = new Thread(this::watch, "connections");
        watch.setDaemon(true);
        settings.listeners().forEach(listener -> server.addConnector(connector(listener)));
        server.addBean(new NetworkConnectionLimit(settings.maxConnections(), server));
        server.setHandler(bridge);
        server.setStopTimeout(0);
    }

    private static QueuedThreadPool pool(int workers) {
        int threads = workers > 0
                ? workers
                : Math.max(MIN_THREADS, THREADS_PER_CORE * Runtime.getRuntime().availableProcessors());
        QueuedThreadPool pool = new QueuedThreadPool(threads);
        pool.setName("http");
        if (workers == 0 && VirtualThreads.areSupported()) {
            pool.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        return pool;
    }

    private ServerConnector connector(EngineSettings.Listener listener) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEAD_SIZE);
        http.setOutputBufferSize(BUFFER);
        http.setIdleTimeout(-1); // that of the connection counts
        http.setUseInputDirectByteBuffers(false); // see FreshBuffers
        http.setUriCompliance(UriCompliance.UNSAFE); // our own parser judges the target
        List<ConnectionFactory> factories = new ArrayList<>();
        if (listener.tls()) {
            http.addCustomizer(new SecureRequestCustomizer(false));
            ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
            alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
            factories.add(new SslConnectionFactory(tls.orElseThrow().factory(), alpn.getProtocol()));
            factories.add(alpn);
            factories.add(new HTTP2ServerConnectionFactory(http));
            factories.add(new HttpConnectionFactory(http));
        } else {
            factories.add(new HttpConnectionFactory(http));
            factories.add(new PlainHttp2(http));
        }
        ServerConnector connector = new ServerConnector(
                server, null, null, new FreshBuffers(), -1, -1, factories.toArray(new ConnectionFactory[0]));
        connector.setHost(listener.host());
        connector.setPort(listener.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addBean(clients);
        connector.addBean(heads);
        return connector;
    }

    @Override
    public void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) { // Jetty's life cycle declares Exception
            stop();
            throw new IOException("cannot serve: " + e.getMessage(), e);
        }
        watch.start();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                heads.end();
                slow.endSlowOnes();
                tls.ifPresent(TlsKeys::refresh);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the engine was closed
        }
    }

    @Override
    public List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (org.eclipse.jetty.server.Connector connector : server.getConnectors()) {
            ports.add(((ServerConnector) connector).getLocalPort());
        }
        return List.copyOf(ports);
    }

    @Override
    public CompletionStage<Void> drain() {
        bridge.drain();
        List<CompletableFuture<Void>> ended = new ArrayList<>();
        for (org.eclipse.jetty.server.Connector connector : server.getConnectors()) {
            ((ServerConnector) connector).close(); // only what listens
            ended.add(connector.shutdown());
        }
        return CompletableFuture.allOf(ended.toArray(new CompletableFuture<?>[0]));
    }

    @Override
    public int connections() {
        return clients.count();
    }

    @Override
    public int requests() {
        return bridge.requests();
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        stop();
    }

    private void stop() throws IOException {
        try {
            server.stop();
        } catch (Exception e) { // Jetty's life cycle declares Exception
            throw new IOException("cannot stop: " + e.getMessage(), e);
        }
    }
}
