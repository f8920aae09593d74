// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.symkit.testkit.RootOnly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged server at the highest rate that clients of this machine make, 70 % of it for files that are nowhere: memory and open files do not grow
 * between a third of the time and its end, and all bytes are right. System property {@code symkit.test.soak}: for how many seconds.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "counts open files in /proc")
class SymProxySoakIT {
    private static final int SECONDS = Integer.getInteger("symkit.test.soak", 180);
    private static final int CLIENTS = 8;
    private static final int FILES = 400;
    private static final int SIZE = 48 << 10;
    private static final int MISSES_OF_TEN = 7;
    private static final long GROWTH = 24L << 20;
    private static final int HANDLES = 40;
    private static final byte[] NOWHERE = {};
    private static final String LIMITS = """
            [misses]
            maxEntries = 5000
            [upstream up]
            uriFilter = 1
            tiers = 1
            [server]
            memoryCache = 4M
            """;

    @TempDir
    private Path scratch;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    /**
     * What a server holds.
     *
     * @param heap bytes that are in use after a collection
     * @param handles open files
     */
    private record Held(long heap, long handles) {}

    private static HttpServer upstream(Map<String, byte[]> files) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.createContext(
                "/",
                exchange -> answer(
                        exchange, files.getOrDefault(exchange.getRequestURI().getPath(), NOWHERE)));
        server.setExecutor(Executors.newFixedThreadPool(CLIENTS));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            if (body.length == 0) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private HttpResponse<byte[]> get(RunningProxy proxy, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.url("/s" + path)))
                .timeout(Duration.ofMinutes(1))
                .build();
        requests.incrementAndGet();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private Void load(RunningProxy proxy, List<Versions> keys, SplittableRandom random) throws Exception {
        List<byte[]> digests = new ArrayList<>();
        for (Versions key : keys) {
            digests.add(digest(key.first()));
        }
        while (!over.get()) {
            if (random.nextInt(10) < MISSES_OF_TEN) {
                String name = "m" + random.nextInt(1 << 20) + ".pdb";
                String path = "/" + name + "/0F7FCF88442F4B0E9FB51DC4A754D9DE1/" + name;
                assertThat(get(proxy, path).statusCode()).as(path).isEqualTo(404);
            } else {
                int number = random.nextInt(keys.size());
                HttpResponse<byte[]> response =
                        get(proxy, "/" + keys.get(number).path());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(digest(response.body())).isEqualTo(digests.get(number));
                hits.incrementAndGet();
            }
        }
        return null;
    }

    private static byte[] digest(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static Held held(RunningProxy proxy) throws Exception {
        long pid = proxy.process().process().pid();
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        assertThat(RootOnly.run(jcmd.toString(), Long.toString(pid), "GC.run").exit())
                .isZero();
        double heap = proxy.service("metrics")
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return new Held((long) heap, open.count());
        }
    }

    /** The least of some looks: a request under way holds something too. */
    private static Held least(RunningProxy proxy) throws Exception {
        Held[] looks = new Held[3];
        for (int i = 0; i < looks.length; i++) {
            looks[i] = held(proxy);
        }
        return new Held(
                Arrays.stream(looks).mapToLong(Held::heap).min().orElseThrow(),
                Arrays.stream(looks).mapToLong(Held::handles).min().orElseThrow());
    }

    @Test
    void memoryAndOpenFilesStayFlat() throws Exception {
        long seed = Long.getLong("symkit.test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        List<Versions> keys = Versions.make(FILES, SIZE);
        Map<String, byte[]> files = new HashMap<>();
        keys.forEach(key -> files.put("/" + key.path(), key.first()));
        HttpServer upstream = upstream(files);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (RunningProxy proxy = RunningProxy.start(
                List.of(),
                "-Xmx192m",
                scratch,
                "http://127.0.0.1:" + upstream.getAddress().getPort(),
                LIMITS)) {
            List<Future<Void>> loads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                SplittableRandom own = random.split();
                loads.add(clients.submit(() -> load(proxy, keys, own)));
            }
            pass(loads.get(0), SECONDS / 3);
            Held third = least(proxy);
            pass(loads.get(0), SECONDS - SECONDS / 3);
            Held end = least(proxy);
            over.set(true);
            for (Future<Void> load : loads) {
                load.get();
            }
            System.out.println("soak of " + SECONDS + " s, symkit.test.seed " + seed + ": " + requests + " requests, "
                    + hits + " files; after a third " + third + ", at the end " + end);
            assertThat(third.heap()).isPositive();
            assertThat(end.heap()).isLessThan(third.heap() + GROWTH);
            assertThat(end.handles()).isLessThan(third.handles() + HANDLES);
            assertThat(proxy.stop()).doesNotContain("\tat ");
        } finally {
            over.set(true);
            clients.shutdownNow();
            upstream.stop(0);
        }
    }

    /** Lets some time pass, or throws what ended a client. */
    private static void pass(Future<Void> load, int seconds) throws Exception {
        try {
            load.get(seconds, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            return; // it goes on
        }
        throw new AssertionError("a client ended");
    }
}
