// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that keep the packaged server busy with nothing: others are served all the same, the connections are ended, and the log says little. System
 * property {@code symkit.test.connections}: how many idle ones.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class SymProxyFloodIT {
    private static final int WANTED = Integer.getInteger("symkit.test.connections", 10_000);
    private static final int RESERVE = 500;
    private static final int SLOW = 300;
    private static final int FLOODS = 50;
    private static final Versions KEY = Versions.make(1, 100_000).get(0);
    private static final String LIMITS = """
            [server]
            requestHeaderTimeout = 10s
            idleTimeout = 20s
            maxConnections = 20000
            maxConnectionsPerIp = 20000
            """;

    @TempDir
    private Path scratch;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();

    private RunningProxy start() throws Exception {
        Path file = scratch.resolve("store").resolve(KEY.path());
        Files.createDirectories(file.getParent());
        Files.write(file, KEY.first());
        return RunningProxy.start(scratch, scratch.resolve("store").toString(), LIMITS);
    }

    private void assertServed(RunningProxy proxy) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.url("/s/" + KEY.path())))
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(KEY.first());
    }

    private static void assertQuiet(RunningProxy proxy) throws Exception {
        assertThat(proxy.stop()).doesNotContain("\tat ").doesNotContain("Exception");
    }

    private static Socket connect(RunningProxy proxy) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(120_000);
        return socket;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether the server ended a connection; what came before is left out. */
    private static boolean isEnded(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            byte[] some = new byte[4096];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                assertThat(n).isPositive();
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    @Test
    void requestsThatComeByteByByte() throws Exception {
        try (RunningProxy proxy = start()) {
            assertServed(proxy);
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < SLOW; i++) {
                Socket socket = connect(proxy);
                socket.getOutputStream().write(ascii("GET /s/" + KEY.path() + " HTTP/1.1\r\nHost: x\r\nX-A: "));
                open.add(socket);
            }
            long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (!open.isEmpty() && System.nanoTime() < end) {
                assertServed(proxy);
                for (Iterator<Socket> each = open.iterator(); each.hasNext(); ) {
                    Socket socket = each.next();
                    try {
                        socket.getOutputStream().write('a'); // never silent
                    } catch (IOException e) {
                        socket.close();
                        each.remove();
                    }
                }
            }
            assertThat(open).isEmpty();
            assertQuiet(proxy);
        }
    }

    private static int connections() throws Exception {
        ChildProcess.Result limit = ChildProcess.run(ChildProcess.Spec.of(List.of("sh", "-c", "ulimit -Hn")));
        String text = limit.out().strip();
        int most = text.matches("\\d{1,9}") ? Integer.parseInt(text) - RESERVE : WANTED;
        int count = Math.min(WANTED, most);
        System.out.println("idle connections: " + count + " of " + WANTED + " (limit of files: " + text + ")");
        return count;
    }

    @Test
    void connectionsThatSayNothing() throws Exception {
        int count = connections();
        List<Socket> open = new ArrayList<>();
        try (RunningProxy proxy = start()) {
            assertServed(proxy);
            for (int i = 0; i < count; i++) {
                Socket socket = connect(proxy);
                open.add(socket);
                if (i % 2 == 0) { // one request before it falls silent
                    socket.getOutputStream().write(ascii("HEAD /s/pingme.txt HTTP/1.1\r\nHost: x\r\n\r\n"));
                    assertThat(socket.getInputStream().read()).isEqualTo('H');
                }
                if (i % 1000 == 0) {
                    assertServed(proxy);
                }
            }
            for (int i = 0; i < 20; i++) {
                assertServed(proxy);
            }
            int left = 0;
            for (Socket socket : open) {
                left += isEnded(socket) ? 0 : 1;
            }
            assertThat(left).isZero();
            assertServed(proxy);
            assertQuiet(proxy);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void headsWithoutEnd() throws Exception {
        String line = "GET /s/" + KEY.path() + " HTTP/1.1\r\nHost: x\r\n";
        List<String> floods = List.of(
                "GET /" + "a/".repeat(100_000) + " HTTP/1.1\r\n\r\n",
                line + "X-A: a\r\n".repeat(50_000) + "\r\n",
                line + "X-A: " + "a".repeat(200_000) + "\r\n\r\n",
                line + "Range: bytes=" + "0-1,".repeat(50_000) + "\r\n\r\n",
                line + "Cookie: " + ";".repeat(200_000) + "\r\n\r\n",
                "\r\n".repeat(100_000),
                "A".repeat(200_000));
        try (RunningProxy proxy = start()) {
            for (int i = 0; i < FLOODS; i++) {
                Socket socket = connect(proxy);
                try {
                    socket.getOutputStream().write(ascii(floods.get(i % floods.size())));
                } catch (IOException e) {
                    socket.close(); // it was ended before all of it was sent
                }
                assertServed(proxy);
                assertThat(socket.isClosed() || isEnded(socket))
                        .as("flood " + i % floods.size())
                        .isTrue();
            }
            assertServed(proxy);
            assertQuiet(proxy);
        }
    }
}
