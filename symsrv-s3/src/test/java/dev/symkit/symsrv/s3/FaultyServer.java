// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symkit.store.storage.LockClock;
import dev.symkit.store.storage.StoreStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server in this process that keeps objects in memory, answers as S3 does and fails when it is told to: before it has done what it was
 * asked, afterwards, or half way through its answer. Thread-safe.
 */
final class FaultyServer implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or many an answer takes 40 ms
    }

    /** What goes wrong with one request. */
    enum Fault {
        NONE,
        /** The connection is closed, nothing is done. */
        RESET_BEFORE,
        /** It is done, and the connection is closed without an answer. */
        RESET_AFTER,
        /** No answer until the client gives up, nothing is done. */
        HELD_BEFORE,
        /** It is done, and there is no answer until the client gives up. */
        HELD_AFTER,
        /** 500, nothing is done. */
        ERROR,
        /** 503 SlowDown, nothing is done. */
        SLOW_DOWN,
        /** 409, nothing is done. */
        CONFLICT,
        /** It is done, but 500 is answered. */
        ERROR_AFTER,
        /** An answer that the client takes for the last word, nothing is done. */
        DEAD,
        /** It is done, and such an answer is given. */
        DEAD_AFTER,
        /** Half of the answer's body comes. */
        CUT,
        /** Nothing of the answer's body comes. */
        EMPTY,
        /** A listing is answered as it was some changes before. */
        STALE,
        /** A listing has the names of the objects only. */
        BARE
    }

    /**
     * A request and its answer.
     *
     * @param request as a plan gets it
     * @param sent bytes of its body
     * @param answered bytes of the answer's body
     */
    record Exchange(String request, int sent, int answered) {}

    private static final MemoryBucket.Answer NOTHING = new MemoryBucket.Answer(0, Map.of(), new byte[0]);

    /** Decides what goes wrong. */
    interface Plan {
        /** What goes wrong with a request, for example {@code PUT store/000Admin/lastid.txt} or {@code POST store/a?uploadId=1}. */
        Fault next(String request);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final MemoryBucket bucket;
    private final List<Exchange> exchanges = new ArrayList<>();
    private volatile Plan plan = request -> Fault.NONE;
    private volatile boolean open = true;

    FaultyServer() throws IOException {
        this(new MemoryBucket());
    }

    /** One of several ways to a bucket. */
    FaultyServer(MemoryBucket bucket) throws IOException {
        this.bucket = bucket;
        S3Scene.credentials();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void plan(Plan next) {
        plan = next;
    }

    MemoryBucket bucket() {
        return bucket;
    }

    /** What was asked since the last time. */
    List<String> takeRequests() {
        return takeExchanges().stream().map(Exchange::request).toList();
    }

    /** The same with what went over the network. */
    List<Exchange> takeExchanges() {
        synchronized (exchanges) {
            List<Exchange> taken = List.copyOf(exchanges);
            exchanges.clear();
            return taken;
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A client's view of one store. */
    S3Bucket client(String store) throws IOException {
        Map<String, String> properties =
                Map.of("symsrv.s3.endpoint", endpoint(), "symsrv.s3.responseTimeout", "1", "symsrv.s3.region", "x");
        S3Settings settings = new S3Settings(name -> properties.getOrDefault(name, ""));
        return new S3Bucket(S3Location.parse("s3://symbols/" + store), new S3Connection(settings));
    }

    StoreStorage open(String store, LockClock clock) throws IOException {
        return new S3Storage(client(store), clock);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getQuery();
            String key = exchange.getRequestURI().getPath().replaceFirst("^/symbols/?", "");
            String request = exchange.getRequestMethod() + " " + key + (query == null ? "" : "?" + query);
            byte[] body = plain(exchange, exchange.getRequestBody().readAllBytes());
            Fault fault = plan.next(request);
            MemoryBucket.Answer answer = switch (fault) {
                case RESET_BEFORE, HELD_BEFORE -> NOTHING;
                case DEAD -> MemoryBucket.Answer.error(400, "Dead");
                case ERROR -> MemoryBucket.Answer.error(500, "InternalError");
                case SLOW_DOWN -> MemoryBucket.Answer.error(503, "SlowDown");
                case CONFLICT -> MemoryBucket.Answer.error(409, "ConditionalRequestConflict");
                default -> {
                    MemoryBucket.Request asked = new MemoryBucket.Request(
                            exchange.getRequestMethod(), key, query == null ? "" : query, headers(exchange), body);
                    yield told(fault, bucket.answer(asked, fault == Fault.STALE));
                }
            };
            synchronized (exchanges) {
                int answered = request.startsWith("HEAD") ? 0 : answer.body().length;
                exchanges.add(new Exchange(request, body.length, answered));
            }
            switch (fault) {
                case RESET_BEFORE, RESET_AFTER -> {}
                case HELD_BEFORE, HELD_AFTER -> hold();
                default -> send(exchange, answer, fault);
            }
        }
    }

    /** What is told of a request that was done. */
    private static MemoryBucket.Answer told(Fault fault, MemoryBucket.Answer answer) {
        return switch (fault) {
            case DEAD_AFTER -> MemoryBucket.Answer.error(400, "Dead");
            case ERROR_AFTER -> MemoryBucket.Answer.error(500, "InternalError");
            case BARE -> answer.bare();
            default -> answer;
        };
    }

    /** Without the signatures of its chunks: each has a line with its length in front and a line end behind. */
    private static byte[] plain(HttpExchange exchange, byte[] body) {
        if (!String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"))
                .startsWith("STREAMING")) {
            return body;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int end = at;
            while (body[end] != '\n') {
                end++;
            }
            String line = new String(body, at, end - at, StandardCharsets.US_ASCII).strip();
            int length = Integer.parseInt(line.split(";", -1)[0], 16);
            if (length == 0) {
                break;
            }
            plain.write(body, end + 1, length);
            at = end + 1 + length + 2;
        }
        return plain.toByteArray();
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    /** Longer than the client waits. */
    private void hold() {
        try {
            for (int i = 0; i < 13 && open; i++) {
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, MemoryBucket.Answer answer, Fault fault) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        byte[] body = answer.body();
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        int length = fault == Fault.EMPTY ? 0 : fault == Fault.CUT ? body.length / 2 : body.length;
        exchange.getResponseBody().write(body, 0, length);
        exchange.getResponseBody().flush();
    }

    /** An XML document. */
    static byte[] xml(String text) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        open = false;
        server.stop(0);
        threads.shutdown();
    }
}
