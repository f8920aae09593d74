// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.auth.AuthException;
import dev.symkit.symsrv.auth.Secret;
import dev.symkit.symsrv.auth.SecretText;
import dev.symkit.symsrv.http.proxy.ProxyChoice;
import dev.symkit.symsrv.http.tls.TlsContexts;
import dev.symkit.symsrv.settings.AuthSettings;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The clients of the JDK: one for all stores, and one for each client certificate. Thread-safe.
 *
 * <p>Each client has a thread that waits for the network. As long as there is one, the machine waits up to 0.3 s before it exits, and Java
 * 17 offers no way to end it but an interrupt; it is found by its name, which holds the number at the end of what the client is as a text.
 */
final class Clients implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");
    private static final long PATIENCE_MILLIS = 100;

    private final FetcherConfig config;
    private final ProxyChoice proxies;
    private final TlsContexts tls;
    private final HttpClient usual;
    private final Map<AuthSettings, HttpClient> withCertificate = new HashMap<>();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    Clients(FetcherConfig config, ProxyChoice proxies) throws IOException {
        this.config = config;
        this.proxies = proxies;
        this.tls = new TlsContexts(config.tls());
        this.usual = client(tls.context());
    }

    /** The client that shows no certificate. */
    HttpClient usual() {
        return usual;
    }

    /** The client for the origin of a store. */
    HttpClient of(AuthSettings auth) throws FetchFailure {
        if (auth.kind() != AuthSettings.Kind.MTLS) {
            return usual;
        }
        synchronized (withCertificate) {
            HttpClient client = withCertificate.get(auth);
            if (client == null) {
                client = client(context(auth));
                withCertificate.put(auth, client);
            }
            return client;
        }
    }

    /** Forgets certificates. */
    void reset() {
        synchronized (withCertificate) {
            withCertificate.clear();
        }
    }

    /** Ends the threads of all clients, which are of no use afterwards. */
    @Override
    public void close() {
        Thread[] running = new Thread[2 * Thread.activeCount() + threads.size()];
        int count = Thread.enumerate(running);
        List<Thread> ours = Stream.of(running)
                .limit(count)
                .filter(thread -> threads.contains(thread.getName()))
                .toList();
        ours.forEach(Thread::interrupt);
        try {
            for (Thread thread : ours) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SSLContext context(AuthSettings auth) throws FetchFailure {
        Optional<Path> file = auth.certificate();
        if (file.isEmpty()) {
            throw FetchFailure.last(FetchFailure.BAD_SETTING, "auth=mtls without a certificate");
        }
        try {
            Optional<Secret> password = SecretText.read(auth, config.environment());
            return tls.context(file.get(), password);
        } catch (AuthException | IOException e) {
            throw FetchFailure.last(ResultCode.ACCESS_DENIED, String.valueOf(e.getMessage()));
        }
    }

    private HttpClient client(SSLContext context) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.settings().connectTimeout())
                .proxy(proxies)
                .sslContext(context)
                .sslParameters(parameters)
                .build();
        Matcher number = NUMBER.matcher(client.toString());
        if (number.find()) {
            threads.add("HttpClient-" + number.group(1) + "-SelectorManager");
        }
        return client;
    }
}
