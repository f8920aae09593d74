// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.jetty;

import static dev.symkit.symproxy.jetty.EngineBed.now;
import static dev.symkit.symproxy.jetty.EngineBed.raw;
import static dev.symkit.symproxy.jetty.EngineBed.settings;
import static dev.symkit.symproxy.jetty.EngineBed.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symproxy.web.Engine;
import dev.symkit.symproxy.web.EngineSettings;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
    private final EngineBed bed = new EngineBed();

    @AfterEach
    void stop() throws IOException {
        bed.close();
    }

    @Test
    void headsThatAreTooLargeOrNoneAtAll() throws IOException {
        int port = bed.start(request -> now(Response.of(200)));
        assertThat(raw(port, "GET / HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw(port, "\u0016\u0003\u0001\u0000\u0000\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void whoTakesTooLongForTheHeadIsCutOff() throws IOException {
        int port =
                bed.start(request -> now(Response.text(200, "ok")), settings(Optional.empty(), Duration.ofMillis(1)));
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
        int port = bed.start(request -> now(Response.text(200, "ok")));
        byte[] whole = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        Socket[] open = new Socket[5];
        try {
            for (int i = 0; i < open.length; i++) {
                open[i] = new Socket(InetAddress.getLoopbackAddress(), port);
                open[i].setSoTimeout(30_000);
                open[i].getOutputStream().write(whole);
                until(open[i].getInputStream(), "ok\n");
            }
            assertThat(bed.engine().connections()).isEqualTo(5);
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
            assertThatThrownBy(() -> bed.start(request -> now(Response.of(200)), settings))
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
        int port = bed.start(request -> {
            if (!request.target().equals("/wait")) {
                return now(Response.text(200, "ok"));
            }
            seen.add(request);
            return later;
        });
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            seen.take();
            Engine engine = bed.engine();
            assertThat(engine.requests()).isEqualTo(1);
            CompletableFuture<Void> gone = engine.drain().toCompletableFuture();
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (isServed(port) && System.nanoTime() < end) {
                Thread.onSpinWait(); // it came in while the listener was being closed
            }
            assertThat(isServed(port)).isFalse();
            later.complete(Response.text(200, "ok"));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).contains("Connection: close").endsWith("ok\n");
            gone.join();
            assertThat(engine.requests()).isZero();
        }
    }
}
