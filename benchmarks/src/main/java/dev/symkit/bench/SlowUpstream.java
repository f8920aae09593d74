// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A symbol store that takes its time: it has PDBs named {@code f<number>-<size>.pdb}, of that number and about that size, and nothing else. */
final class SlowUpstream implements AutoCloseable {
    private static final int PIECE = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong requests = new AtomicLong();
    private final long latencyMillis;
    private final long bytesPerSecond;
    private String largeName = "";
    private byte[] large = new byte[0];

    private SlowUpstream(HttpServer server, long latencyMillis, long bytesPerSecond) {
        this.server = server;
        this.latencyMillis = latencyMillis;
        this.bytesPerSecond = bytesPerSecond;
    }

    /**
     * Starts one.
     *
     * @param latencyMillis before each answer
     * @param bytesPerSecond of a body; 0 for as fast as it goes
     */
    static SlowUpstream start(long latencyMillis, long bytesPerSecond) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        SlowUpstream upstream = new SlowUpstream(server, latencyMillis, bytesPerSecond);
        server.createContext("/", upstream::answer);
        server.setExecutor(upstream.threads);
        server.start();
        return upstream;
    }

    /** The path of a file below the store. */
    static String path(int number, int size) {
        String name = "f" + number + "-" + size + ".pdb";
        return name + "/" + String.format(Locale.ROOT, "0000000000000001%016X1", number) + "/" + name;
    }

    /** A file that it has. */
    static byte[] content(int number, int size) {
        return new PdbBuilder().guid(new UUID(1, number)).stream(new byte[size]).build();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requests since the last call. */
    long takeRequests() {
        return requests.getAndSet(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            TimeUnit.MILLISECONDS.sleep(latencyMillis);
            String path = exchange.getRequestURI().getPath();
            String name = path.substring(path.lastIndexOf('/') + 1);
            String[] parts = name.split("[f.-]", -1);
            if (!name.matches("f\\d+-\\d+\\.pdb")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = body(name, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            exchange.sendResponseHeaders(200, body.length);
            send(exchange.getResponseBody(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized byte[] body(String name, int number, int size) {
        if (largeName.equals(name)) {
            return large;
        }
        byte[] content = content(number, size);
        if (size > PIECE) {
            largeName = name;
            large = content;
        }
        return content;
    }

    private void send(OutputStream out, byte[] body) throws IOException, InterruptedException {
        long since = System.nanoTime();
        for (int at = 0; at < body.length; at += PIECE) {
            int length = Math.min(PIECE, body.length - at);
            out.write(body, at, length);
            if (bytesPerSecond > 0) {
                long due = since + TimeUnit.SECONDS.toNanos(at + length) / bytesPerSecond;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
