// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import static dev.symkit.symproxy.jetty.EngineBed.client;
import static dev.symkit.symproxy.jetty.EngineBed.get;
import static dev.symkit.symproxy.jetty.EngineBed.now;
import static dev.symkit.symproxy.jetty.EngineBed.raw;
import static dev.symkit.symproxy.jetty.EngineBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.web.Content;
import dev.symkit.symproxy.web.Contents;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JettyEngineTest {
    private final EngineBed bed = new EngineBed();

    @AfterEach
    void stop() throws IOException {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void filesAndTexts(HttpClient.Version version, @TempDir Path directory) throws Exception {
        byte[] bytes = new byte[1_000_003];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(directory.resolve("a"), bytes);
        int port = bed.start(request -> {
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
        int port = bed.start(request -> {
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
        int port = bed.start(request -> now(new Response(200, List.of(), body)));
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

    @ParameterizedTest
    @ValueSource(longs = {-1, 100})
    void aBodyThatBreaksOffNeverLooksWhole(long length) throws Exception {
        Slow body = new Slow(length);
        int port = bed.start(request -> now(new Response(200, List.of(), body)));
        body.give("first");
        body.give("broken");
        String answer = raw(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer).contains("first").doesNotContain("\r\n0\r\n");
    }

    @Test
    void aBodyThatFailsBeforeItBegins() throws Exception {
        Slow body = new Slow(100);
        int port = bed.start(request -> now(new Response(200, List.of(), body)));
        body.give("broken");
        HttpResponse<byte[]> answer = get(client(HttpClient.Version.HTTP_1_1), "http://127.0.0.1:" + port + "/");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("internal error\n");
    }

    @Test
    void aHandlerThatFails() throws Exception {
        int port = bed.start(request -> {
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
}
