// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.path.UrlText;
import dev.symkit.symsrv.auth.CredentialSource;
import dev.symkit.symsrv.auth.CredentialSources;
import dev.symkit.symsrv.auth.StoreLogin;
import dev.symkit.symsrv.http.proxy.ProxyChoice;
import dev.symkit.symsrv.http.url.StoreUrl;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The fetcher over the HTTP client of the JDK. Thread-safe.
 *
 * <p>What it learns of a store (access refused, credentials, no ranges) it keeps until {@link #reset}. The client's threads end some time
 * after the fetcher is no longer used.
 */
public final class JdkHttpFetcher implements HttpFetcher {
    private final FetcherConfig config;
    private final ProxyChoice proxies;
    private final StatusRule rule;
    private final ExecutorService helpers;
    private final Map<String, StoreSession> sessions = new HashMap<>();
    private List<CredentialSource> sources;
    private @Nullable Side side;

    /** What costs time to make, so that it is made for the first request. */
    private record Side(Clients clients, Opener opener) {}

    private JdkHttpFetcher(FetcherConfig config) {
        this.config = config;
        this.proxies = new ProxyChoice(config.proxy(), config.environment(), config.jvmProxies());
        this.rule = new StatusRule(config.warnings());
        this.sources = sources();
        this.helpers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "symsrv-range");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A fetcher. Sets switches of the JDK, unless they are set: Basic towards a proxy, larger buffers.
     *
     * @throws IOException if trusted certificates cannot be read
     * @throws IllegalArgumentException if a proxy is named that cannot be one
     */
    public static JdkHttpFetcher open(FetcherConfig config) throws IOException {
        JdkSwitches.set();
        if (config.tls().insecure()) {
            config.warnings().accept("certificates of servers are not checked (symsrv.tls.insecure)");
        }
        JdkHttpFetcher fetcher = new JdkHttpFetcher(config);
        if (config.tls().caFile().isPresent()) {
            fetcher.side(); // tells at once if the certificates cannot be read
        }
        return fetcher;
    }

    private Side side() throws IOException {
        synchronized (sessions) {
            Side made = side;
            if (made == null) {
                Clients clients = new Clients(config, proxies);
                Wire wire = new Wire(clients, proxies, new ConnectionGate(config.jobs()));
                made = new Side(clients, new Opener(wire, config.login().allowHttp()));
                side = made;
            }
            return made;
        }
    }

    @Override
    public FetchResult fetch(FetchRequest request, BodySink into, LookupListener listener) throws IOException {
        Optional<StoreSession> session = session(request.store());
        if (session.isEmpty()) {
            return new FetchResult.Failed(
                    FetchFailure.BAD_SETTING, "not the URL of a store: " + UrlText.masked(request.store()));
        }
        HidingListener hiding = new HidingListener(listener, request, session.get());
        Optional<FetchResult.Failed> suspended = session.get().suspended();
        if (suspended.isPresent()) {
            return hiding.hide(suspended.get());
        }
        Opener opener;
        try {
            opener = side().opener();
        } catch (IOException e) {
            return hiding.hide(new FetchResult.Failed(ResultCode.SECURE_FAILURE, String.valueOf(e.getMessage())));
        }
        FetchContext context = FetchContext.of(request, session.get(), config.settings(), hiding, config.clock());
        return hiding.hide(new Transfer(context, opener, rule, into, helpers).run());
    }

    @Override
    public void reset() {
        synchronized (sessions) {
            sessions.clear();
            sources = sources();
            if (side != null) {
                side.clients().reset();
            }
        }
    }

    @Override
    public void close() {
        reset();
        helpers.shutdownNow();
        synchronized (sessions) {
            if (side != null) {
                side.clients().close();
                side = null;
            }
        }
    }

    private List<CredentialSource> sources() {
        return CredentialSources.of(config.login(), config.environment());
    }

    private Optional<StoreSession> session(String store) {
        synchronized (sessions) {
            StoreSession known = sessions.get(store);
            if (known == null) {
                Optional<StoreUrl> url = StoreUrl.parse(store);
                if (url.isEmpty()) {
                    return Optional.empty();
                }
                known = new StoreSession(url.get(), new StoreLogin(sources));
                sessions.put(store, known);
            }
            return Optional.of(known);
        }
    }
}
