// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.NginxServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged server is killed (SIGKILL) again and again while clients make it fetch: whatever they get as a whole is right, and so is all that is
 * in the cache in the end. System property {@code symkit.test.kills}: how often.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts nginx as Debian installs it")
class SymProxyKilledIT {
    private static final int KILLS = Integer.getInteger("symkit.test.kills", 4);
    private static final long SEED = Long.getLong("symkit.test.seed", System.nanoTime());
    private static final int KEYS = 60;
    private static final int SIZE = 1 << 20;
    private static final int CLIENTS = 6;

    @TempDir
    private Path scratch;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Semaphore whole = new Semaphore(0);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private List<Versions> keys = List.of();
    private int port;

    private ChildProcess start(int upstream) throws IOException {
        Path config = Files.writeString(
                scratch.resolve("symproxy.ini"),
                "[server]\nlisten = 127.0.0.1:" + port + "\nadmin.listen = off\ndrain.delay = 0\nratePerIp = 0\n"
                        + "[log]\naccess = off\n[directory s]\npath = " + scratch.resolve("cache")
                        + "\nupstream = web\n"
                        + "[upstream web]\nuriFilter = 1\nurl = http://127.0.0.1:" + upstream + "\n");
        return Packaged.in(scratch).start("symproxy", "serve", "--config", config.toString(), "--quiet");
    }

    /** Asks for a key; -1 if there is no answer, or none to its end. */
    private int ask(Versions key) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/s/" + key.path()))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                if (!java.util.Arrays.equals(response.body(), key.first())) {
                    wrong.add(key.key() + ": " + response.body().length + " bytes");
                }
                whole.release();
            }
            return response.statusCode();
        } catch (IOException e) {
            return -1; // it was killed, or is not there yet
        }
    }

    private Void load(SplittableRandom random) throws InterruptedException {
        while (!over.get()) {
            ask(keys.get(random.nextInt(KEYS)));
        }
        return null;
    }

    @Test
    void nothingIsEverServedThatIsNotWholeAndRight() throws Exception {
        System.out.println("kills " + KILLS + ", symkit.test.seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        keys = Versions.make(KEYS, SIZE);
        Path web = scratch.resolve("web");
        for (Versions key : keys) {
            Path file = web.resolve(key.path());
            Files.createDirectories(file.getParent());
            Files.write(file, key.first());
        }
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (NginxServer nginx = NginxServer.start(
                Files.createDirectory(scratch.resolve("nginx")), "root " + web + "; limit_rate 4m;", "")) {
            List<Future<Void>> loads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                SplittableRandom own = random.split();
                loads.add(clients.submit(() -> load(own)));
            }
            for (int i = 0; i < KILLS; i++) {
                try (ChildProcess server = start(nginx.port())) {
                    whole.drainPermits();
                    assertThat(whole.tryAcquire(1 + random.nextInt(8), 2, TimeUnit.MINUTES))
                            .as("files come")
                            .isTrue();
                    assertThat(server.process().isAlive()).as("it serves").isTrue();
                    server.process().destroyForcibly().waitFor();
                }
            }
            try (ChildProcess server = start(nginx.port())) {
                whole.drainPermits();
                assertThat(whole.tryAcquire(1, 2, TimeUnit.MINUTES))
                        .as("files come")
                        .isTrue();
                over.set(true);
                for (Future<Void> load : loads) {
                    load.get();
                }
                for (Versions key : keys) {
                    assertThat(ask(key)).as(key.key()).isEqualTo(200);
                }
                server.process().destroy();
                assertThat(server.await().exit()).isZero();
            }
        } finally {
            over.set(true);
            clients.shutdown();
        }
        assertThat(wrong).isEmpty();
        Path cache = scratch.resolve("cache");
        for (Versions key : keys) {
            assertThat(Files.readAllBytes(cache.resolve(key.path())))
                    .as(key.key())
                    .isEqualTo(key.first());
        }
        try (Stream<Path> all = Files.walk(cache)) {
            assertThat(all.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }
}
