// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.auth.HeaderText;
import dev.symkit.symsrv.http.proxy.ProxyChoice;
import dev.symkit.symsrv.http.url.Origin;
import dev.symkit.symsrv.spi.ResultCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends single requests. Thread-safe. */
final class Wire {
    private static final long SLICE_MILLIS = 100;
    private static final int PROXY_UNAUTHORIZED = 407;
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

    private final Clients clients;
    private final ProxyChoice proxies;
    private final ConnectionGate gate;

    Wire(Clients clients, ProxyChoice proxies, ConnectionGate gate) {
        this.clients = clients;
        this.proxies = proxies;
        this.gate = gate;
    }

    /**
     * One request, once.
     *
     * @param home whether it goes to the origin of the store, whose client certificate and limit then hold
     * @return the answer, to be closed
     */
    Answer get(URI uri, Map<String, String> headers, boolean home, FetchContext context) throws FetchFailure {
        context.check();
        Origin host = Origin.of(uri);
        HttpClient client = home ? clients.of(context.request().settings().auth()) : clients.usual();
        HttpRequest request = request(uri, headers, context);
        int limit = home ? context.request().settings().maxConcurrent() : 0;
        ConnectionGate.Permit permit = gate.enter(host, limit, context);
        BodyQueue queue = new BodyQueue();
        boolean kept = false;
        long start = context.clock().nanos();
        try {
            TraceLines.get(context.listener(), uri);
            HttpResponse<BodyQueue> response = exchange(client, request, queue, host, context);
            TraceLines.answer(context.listener(), response.statusCode());
            HttpTrace.answered(context, response, start);
            if (response.statusCode() == PROXY_UNAUTHORIZED) {
                throw FetchFailure.last(ResultCode.http(PROXY_UNAUTHORIZED), refusal(uri));
            }
            kept = true;
            return new Answer(uri, response.statusCode(), response.headers(), new RawBody(queue, context), permit);
        } catch (FetchFailure failure) {
            TraceLines.failure(context.listener(), failure.code());
            HttpTrace.failed(context, uri, failure, start);
            throw failure;
        } finally {
            if (!kept) {
                queue.cancel();
                permit.close();
            }
        }
    }

    private String refusal(URI uri) {
        return proxies.authorization(uri).isPresent()
                ? "the proxy refuses user and password"
                : "the proxy asks for user and password";
    }

    private HttpRequest request(URI uri, Map<String, String> headers, FetchContext context) throws FetchFailure {
        boolean secure = Origin.of(uri).secure();
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .timeout(context.settings().responseTimeout())
                // over plain http, version 2 would begin with an Upgrade that some servers stumble over
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            set(builder, header.getKey(), header.getValue());
        }
        Optional<String> proxy = proxies.authorization(uri);
        if (proxy.isPresent()) {
            set(builder, PROXY_AUTHORIZATION, proxy.get());
        }
        return builder.build();
    }

    private static void set(HttpRequest.Builder builder, String name, String value) throws FetchFailure {
        boolean valid = HeaderText.isName(name) && HeaderText.isValue(value);
        try {
            if (valid) {
                builder.setHeader(name, value);
            }
        } catch (IllegalArgumentException e) {
            valid = false; // one of those that belong to the client, such as Host; the text of e holds the value
        }
        if (!valid) {
            throw FetchFailure.last(FetchFailure.BAD_SETTING, "a request cannot have the header " + Printable.of(name));
        }
    }

    private static HttpResponse<BodyQueue> exchange(
            HttpClient client, HttpRequest request, BodyQueue queue, Origin host, FetchContext context)
            throws FetchFailure {
        CompletableFuture<HttpResponse<BodyQueue>> answer = client.sendAsync(request, info -> queue);
        long start = context.clock().nanos();
        Duration limit = context.settings().responseTimeout();
        try {
            while (true) {
                try {
                    return answer.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    context.check();
                    if (context.clock().nanos() - start >= limit.toNanos()) {
                        throw TransportErrors.timeout(host);
                    }
                }
            }
        } catch (ExecutionException e) {
            throw TransportErrors.of(e.getCause() == null ? e : e.getCause(), host);
        } catch (CancellationException e) {
            throw FetchContext.cancelled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchContext.cancelled();
        } finally {
            answer.cancel(true); // without effect if it is there
        }
    }
}
