// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symproxy.web.Content;
import dev.symkit.symproxy.web.Contents;
import dev.symkit.symproxy.web.Engine;
import dev.symkit.symproxy.web.EngineSettings;
import dev.symkit.symproxy.web.Handler;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import dev.symkit.testkit.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JettyEngineTest {
    private @Nullable Engine running;

    private static EngineSettings settings(Optional<EngineSettings.Tls> tls, Duration headTimeout) {
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

    private int start(Handler handler) throws IOException {
        return start(handler, settings(Optional.empty(), Duration.ofSeconds(60)));
    }

    private int start(Handler handler, EngineSettings settings) throws IOException {
        Engine engine = new JettyEngine(settings, handler);
        running = engine;
        engine.start();
        return engine.ports().get(0);
    }

    @AfterEach
    void stop() throws IOException {
        Engine engine = running;
        if (engine != null) {
            engine.close();
        }
    }

    private static CompletionStage<Response> now(Response response) {
        return CompletableFuture.completedStage(response);
    }

    private static HttpResponse<byte[]> get(HttpClient client, String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).build();
    }

    /** Sends bytes as they are and gives all that comes back until the server hangs up. */
    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void filesAndTexts(HttpClient.Version version, @TempDir Path directory) throws Exception {
        byte[] bytes = new byte[1_000_003];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(directory.resolve("a"), bytes);
        int port = start(request -> {
            try {
                return now(
                        request.target().equals("/text")
                                ? Response.text(404, "not found")
                                : new Response(206, List.of(), Contents.file(file, 3, 1_000_000))
                                        .with("ETag", "\"x\""));
            } catch (IOException e) {
                return CompletableFuture.failedStage(e);
            }
        });
        HttpClient client = client(version);
        HttpResponse<byte[]> found = get(client, "http://127.0.0.1:" + port + "/file");
        assertThat(found.statusCode()).isEqualTo(206);
        assertThat(found.headers().firstValue("ETag")).contains("\"x\"");
        assertThat(found.headers().firstValueAsLong("Content-Length")).hasValue(1_000_000);
        assertThat(found.body()).isEqualTo(Arrays.copyOfRange(bytes, 3, bytes.length));
        HttpResponse<byte[]> missing = get(client, "http://127.0.0.1:" + port + "/text");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo("not found\n".getBytes(StandardCharsets.UTF_8));
        assertThat(missing.headers().firstValue("Server")).isEmpty();
        HttpResponse<byte[]> head = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/file"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(1_000_000);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2Fb",
                "/a/../b",
                "/%2e%2e/x",
                "//a",
                "/a\\b",
                "/a;b=c/d",
                "/%61+b?q=%2F",
                "/a%00",
                "/%",
                "/%zz",
                "/a%5Cb",
                "/caf%C3%A9"
            })
    void targetsComeAsTheyWereSent(String target) throws IOException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        int port = start(request -> {
            seen.add(request.target());
            return now(Response.text(200, "ok"));
        });
        String answer = raw(port, "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        if (answer.startsWith("HTTP/1.1 200")) {
            assertThat(seen).containsExactly(target);
        } else {
            assertThat(answer).startsWith("HTTP/1.1 400");
            assertThat(seen).isEmpty();
        }
    }

    /** A body that comes bit by bit and may break off. */
    private static final class Slow implements Content {
        private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        private final long length;
        private @Nullable Runnable waiting;

        Slow(long length) {
            this.length = length;
        }

        void give(String piece) {
            Runnable again;
            synchronized (this) {
                pieces.add(piece);
                again = waiting;
                waiting = null;
            }
            if (again != null) {
                again.run();
            }
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            String piece = pieces.poll();
            if (piece == null) {
                return 0;
            }
            if (piece.equals("broken")) {
                throw new IOException("the upstream broke off");
            }
            into.put(piece.getBytes(StandardCharsets.UTF_8));
            return piece.isEmpty() ? -1 : piece.length();
        }

        @Override
        public void whenMore(Runnable again) {
            boolean ready;
            synchronized (this) {
                ready = !pieces.isEmpty();
                waiting = ready ? null : again;
            }
            if (ready) {
                again.run();
            }
        }

        @Override
        public void close() {
            pieces.clear();
        }
    }

    @Test
    void aBodyThatComesBitByBit() throws Exception {
        Slow body = new Slow(-1);
        int port = start(request -> now(new Response(200, List.of(), body)));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            body.give("first");
            assertThat(until(in, "first")).contains("Transfer-Encoding: chunked");
            body.give("second");
            until(in, "second");
            body.give("");
            until(in, "0\r\n\r\n");
        }
    }

    private static String until(InputStream in, String wanted) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(wanted) < 0) {
            int next = in.read();
            assertThat(next).as("after: " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 100})
    void aBodyThatBreaksOffNeverLooksWhole(long length) throws Exception {
        Slow body = new Slow(length);
        int port = start(request -> now(new Response(200, List.of(), body)));
        body.give("first");
        body.give("broken");
        String answer = raw(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer).contains("first").doesNotContain("\r\n0\r\n");
    }

    @Test
    void aHandlerThatFails() throws Exception {
        int port = start(request -> {
            if (request.target().equals("/now")) {
                throw new IllegalStateException("a fault");
            }
            return CompletableFuture.failedStage(new IllegalStateException("a later fault"));
        });
        HttpClient client = client(HttpClient.Version.HTTP_1_1);
        for (String target : List.of("/now", "/later")) {
            HttpResponse<byte[]> answer = get(client, "http://127.0.0.1:" + port + target);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("internal error\n");
        }
    }

    @Test
    void headsThatAreTooLargeOrNoneAtAll() throws IOException {
        int port = start(request -> now(Response.of(200)));
        assertThat(raw(port, "GET / HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw(port, "\u0016\u0003\u0001\u0000\u0000\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void whoTakesTooLongForTheHeadIsCutOff() throws IOException {
        int port = start(request -> now(Response.text(200, "ok")), settings(Optional.empty(), Duration.ofMillis(1)));
        assertThat(raw(port, "GET / HT")).doesNotContain(" 200");
        assertThat(raw(port, "")).doesNotContain(" 200");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            byte[] whole = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(whole);
            assertThat(until(socket.getInputStream(), "ok\n")).contains(" 200");
            socket.getOutputStream().write("GET /".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).doesNotContain('k');
        }
    }

    @Test
    void oneClientHasOnlySoManyConnections() throws IOException {
        int port = start(request -> now(Response.text(200, "ok")));
        byte[] whole = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        Socket[] open = new Socket[5];
        try {
            for (int i = 0; i < open.length; i++) {
                open[i] = new Socket(InetAddress.getLoopbackAddress(), port);
                open[i].setSoTimeout(30_000);
                open[i].getOutputStream().write(whole);
                until(open[i].getInputStream(), "ok\n");
            }
            assertThat(Objects.requireNonNull(running).connections()).isEqualTo(5);
            try (Socket other = new Socket(InetAddress.getLoopbackAddress(), port)) {
                other.setSoTimeout(30_000);
                assertThat(other.getInputStream().read()).isEqualTo(-1);
            }
        } finally {
            for (Socket socket : open) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void aPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            EngineSettings.Listener listener = new EngineSettings.Listener("127.0.0.1", port, false);
            EngineSettings settings = new EngineSettings(
                    List.of(listener), Optional.empty(), 8, 10, 10, Duration.ofSeconds(1), Duration.ofSeconds(1), 0);
            assertThatThrownBy(() -> start(request -> now(Response.of(200)), settings))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageContaining(String.valueOf(port));
        }
    }

    /** Whether a new connection gets as far as a response. */
    private static boolean isServed(int port) {
        try {
            return raw(port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .contains("HTTP/1.1");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void draining() throws Exception {
        BlockingQueue<Request> seen = new LinkedBlockingQueue<>();
        CompletableFuture<Response> later = new CompletableFuture<>();
        int port = start(request -> {
            seen.add(request);
            return later;
        });
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            seen.take();
            Engine engine = Objects.requireNonNull(running);
            assertThat(engine.requests()).isEqualTo(1);
            CompletableFuture<Void> gone = engine.drain().toCompletableFuture();
            assertThat(isServed(port)).isFalse();
            later.complete(Response.text(200, "ok"));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).contains("Connection: close").endsWith("ok\n");
            gone.join();
            assertThat(engine.requests()).isZero();
        }
    }

    private static EngineSettings.Tls tls(Path certificate, Path key, String password, Optional<Path> clients) {
        return new EngineSettings.Tls(
                certificate,
                key,
                password,
                List.of("TLSv1.3", "TLSv1.2"),
                clients,
                clients.isPresent(),
                clients.isPresent());
    }

    private static HttpClient client(HttpClient.Version version, SSLContext context) {
        return HttpClient.newBuilder().version(version).sslContext(context).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void tlsWithANewCertificateWhileRunning(HttpClient.Version version, @TempDir Path directory) throws Exception {
        TestKeys first = TestKeys.create(directory, "first", "EC", "ip:127.0.0.1");
        TestKeys second = TestKeys.create(directory, "second", "EC", "ip:127.0.0.1");
        Path certificate = Files.writeString(directory.resolve("a.pem"), first.certificatePem());
        Path key = Files.writeString(directory.resolve("a.key"), first.keyPem());
        int port = start(
                request -> now(Response.text(200, request.secure() + " " + request.certificate())),
                settings(Optional.of(tls(certificate, key, "", Optional.empty())), Duration.ofSeconds(60)));
        String url = "https://127.0.0.1:" + port + "/";
        HttpResponse<byte[]> answer = get(client(version, first.trusted()), url);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("true Optional.empty\n");
        assertThat(answer.version()).isEqualTo(version);
        HttpClient other = client(version, second.trusted());
        assertThatThrownBy(() -> get(other, url)).isInstanceOf(IOException.class);
        Files.writeString(key, second.keyPem());
        Files.writeString(certificate, second.certificatePem());
        Files.setLastModifiedTime(certificate, FileTime.fromMillis(1_000_000));
        Engine engine = Objects.requireNonNull(running);
        boolean served = false;
        for (long end = System.nanoTime() + Duration.ofMinutes(1).toNanos(); !served && System.nanoTime() < end; ) {
            while (engine.connections() > 3) {
                Thread.onSpinWait(); // the server has not seen yet that clients are gone
            }
            try {
                served = get(client(version, second.trusted()), url).statusCode() == 200;
            } catch (IOException e) {
                Thread.onSpinWait(); // the old one is still in use
            }
        }
        assertThat(served).isTrue();
    }

    @Test
    void clientsWithCertificates(@TempDir Path directory) throws Exception {
        TestKeys server = TestKeys.create(directory, "server", "RSA", "ip:127.0.0.1");
        TestKeys own = TestKeys.create(directory, "own", "EC", "dns:client");
        Path authorities = Files.writeString(directory.resolve("ca.pem"), own.certificatePem());
        int port = start(
                request -> now(Response.text(200, request.certificate().orElse("none"))),
                settings(
                        Optional.of(tls(server.file(), server.file(), TestKeys.PASSWORD, Optional.of(authorities))),
                        Duration.ofSeconds(60)));
        String url = "https://127.0.0.1:" + port + "/";
        HttpClient without = client(HttpClient.Version.HTTP_1_1, server.trusted());
        assertThatThrownBy(() -> get(without, url)).isInstanceOf(IOException.class);
        HttpResponse<byte[]> answer = get(client(HttpClient.Version.HTTP_1_1, own.server(server)), url);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("CN=own\n");
    }

    @Test
    void aCertificateThatIsNoneIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.pem"), "no certificate");
        EngineSettings settings = settings(Optional.of(tls(file, file, "", Optional.empty())), Duration.ofSeconds(60));
        assertThatThrownBy(() -> new JettyEngine(settings, request -> now(Response.of(200))).close())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString());
    }
}
