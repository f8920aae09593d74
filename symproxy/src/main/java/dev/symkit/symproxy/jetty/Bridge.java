// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import dev.symkit.symproxy.web.Content;
import dev.symkit.symproxy.web.Handler;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands Jetty's requests to our handler, and its responses back. */
final class Bridge extends org.eclipse.jetty.server.Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Handler handler;
    private final SlowClients slow;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean draining;

    Bridge(Handler handler, SlowClients slow) {
        this.handler = handler;
        this.slow = slow;
    }

    int requests() {
        return requests.get();
    }

    void drain() {
        draining = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        requests.incrementAndGet();
        Callback counted = Callback.from(callback, requests::decrementAndGet);
        CompletionStage<dev.symkit.symproxy.web.Response> answer;
        try {
            answer = handler.handle(new JettyRequest(request));
        } catch (RuntimeException e) {
            failed(request, response, counted, e);
            return true;
        }
        answer.whenComplete((ours, failure) -> {
            if (failure == null && ours.status() >= CLIENT_ERROR) {
                Leftover.take(request, () -> send(request, ours, response, counted));
            } else if (failure == null) {
                send(request, ours, response, counted);
            } else {
                failed(request, response, counted, failure);
            }
        });
        return true;
    }

    private void failed(Request request, Response response, Callback callback, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.error("{} {}: no answer", request.getMethod(), request.getHttpURI().getPath(), cause);
        send(request, internalError(), response, callback);
    }

    private void send(Request request, dev.symkit.symproxy.web.Response ours, Response response, Callback callback) {
        Content content = ours.content();
        response.setStatus(ours.status());
        ours.headers().forEach(header -> response.getHeaders().add(header.name(), header.value()));
        if (draining) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        boolean bodiless = ours.status() == NO_CONTENT || ours.status() == NOT_MODIFIED;
        if (content.length() >= 0 && ours.status() != NO_CONTENT) { // 304: that of the file (RFC 9110, 8.6)
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length());
        }
        if (bodiless || content.length() == 0 || HttpMethod.HEAD.is(request.getMethod())) {
            Sender.close(content);
            response.write(true, null, callback);
            return;
        }
        Callback sent = Callback.from(callback::succeeded, failure -> {
            if (response.isCommitted()) {
                callback.failed(failure); // ends the connection
            } else {
                LOG.error(
                        "{} {}: no body: {}",
                        request.getMethod(),
                        request.getHttpURI().getPath(),
                        failure.getMessage());
                response.reset();
                send(request, internalError(), response, callback);
            }
        });
        new Sender(content, request, response, slow, sent).iterate();
    }

    private static dev.symkit.symproxy.web.Response internalError() {
        return dev.symkit.symproxy.web.Response.text(SERVER_ERROR, "internal error");
    }
}
