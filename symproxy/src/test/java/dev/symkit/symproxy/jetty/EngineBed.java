// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.web.Engine;
import dev.symkit.symproxy.web.EngineSettings;
import dev.symkit.symproxy.web.Handler;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An engine for a test, and clients to ask it. */
final class EngineBed implements AutoCloseable {
    private @Nullable Engine running;

    /** Limits that no test meets by chance, but for five connections. */
    static EngineSettings settings(Optional<EngineSettings.Tls> tls, Duration headTimeout) {
        return new EngineSettings(
                List.of(new EngineSettings.Listener("127.0.0.1", 0, tls.isPresent())),
                tls,
                0,
                1000,
                5,
                headTimeout,
                Duration.ofSeconds(60),
                1024);
    }

    /** Starts an engine; gives its port. */
    int start(Handler handler) throws IOException {
        return start(handler, settings(Optional.empty(), Duration.ofSeconds(60)));
    }

    /** The same with settings. */
    int start(Handler handler, EngineSettings settings) throws IOException {
        Engine engine = new JettyEngine(settings, handler);
        running = engine;
        engine.start();
        return engine.ports().get(0);
    }

    /** An answer that is there at once. */
    static CompletionStage<Response> now(Response response) {
        return CompletableFuture.completedStage(response);
    }

    /** Asks for a URL. */
    static HttpResponse<byte[]> get(HttpClient client, String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A client of a version of HTTP. */
    static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).build();
    }

    /** Sends bytes as they are and gives all that comes back until the server hangs up. */
    static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Reads up to a text. */
    static String until(InputStream in, String wanted) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(wanted) < 0) {
            int next = in.read();
            assertThat(next).as("after: " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    /** The engine that was started. */
    Engine engine() {
        return Objects.requireNonNull(running);
    }

    @Override
    public void close() throws IOException {
        Engine engine = running;
        if (engine != null) {
            engine.close();
        }
    }
}
