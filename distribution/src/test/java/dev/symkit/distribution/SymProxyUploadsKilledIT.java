// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
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
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged server is killed (SIGKILL) again and again while clients upload and fetch: what it said it stored is there, nothing that is not whole
 * is ever served, and {@code symstore verify} has nothing to say. System property {@code symkit.test.kills}: how often.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class SymProxyUploadsKilledIT {
    private static final int KILLS = Integer.getInteger("symkit.test.kills", 4);
    private static final long SEED = Long.getLong("symkit.test.seed", System.nanoTime());
    private static final int KEYS = 200;
    private static final int SIZE = 256 << 10;
    private static final int CLIENTS = 4;

    @TempDir
    private Path scratch;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Semaphore stored = new Semaphore(0);
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private List<Versions> keys = List.of();
    private int port;

    private ChildProcess start() throws IOException {
        Path config = Files.writeString(
                scratch.resolve("symproxy.ini"),
                "[server]\nlisten = 127.0.0.1:" + port + "\nadmin.listen = off\ndrain.delay = 0\nratePerIp = 0\n"
                        + "[auth]\nupload = anonymous\n[log]\naccess = off\n[directory s]\nkind = store\nuploads = on\npath = "
                        + scratch.resolve("store") + "\n");
        return Packaged.in(scratch).start("symproxy", "serve", "--config", config.toString(), "--quiet");
    }

    private HttpResponse<byte[]> send(String method, Versions key, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/s/" + key.path()))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private Void load(SplittableRandom random) throws InterruptedException {
        while (!over.get()) {
            int number = random.nextInt(KEYS);
            Versions key = keys.get(number);
            try {
                boolean before = acknowledged.contains(number);
                HttpResponse<byte[]> got = send("GET", key, new byte[0]);
                boolean right = got.statusCode() == 200
                        ? Arrays.equals(got.body(), key.first())
                        : got.statusCode() == 404 && !before;
                if (!right) {
                    wrong.add(key.key() + ": " + got.statusCode() + ", " + got.body().length + " bytes");
                }
                int status = send("PUT", key, key.first()).statusCode();
                if (status == 200 || status == 201) {
                    acknowledged.add(number);
                    stored.release();
                } else if (status != 503) {
                    wrong.add(key.key() + ": upload answered " + status);
                }
            } catch (IOException e) {
                Thread.onSpinWait(); // it was killed, or is not there yet
            }
        }
        return null;
    }

    @Test
    void whatWasAcknowledgedIsThere() throws Exception {
        System.out.println("kills " + KILLS + ", symkit.test.seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        keys = Versions.make(KEYS, SIZE);
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long slowest = 0;
        try {
            List<Future<Void>> loads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                SplittableRandom own = random.split();
                loads.add(clients.submit(() -> load(own)));
            }
            for (int i = 0; i < KILLS; i++) {
                stored.drainPermits();
                long since = System.nanoTime();
                try (ChildProcess server = start()) {
                    assertThat(stored.tryAcquire(1, 2, TimeUnit.MINUTES))
                            .as("files are stored: %s", wrong)
                            .isTrue();
                    slowest = Math.max(slowest, System.nanoTime() - since);
                    assertThat(stored.tryAcquire(1 + random.nextInt(8), 2, TimeUnit.MINUTES))
                            .as("more files are stored: %s", wrong)
                            .isTrue();
                    server.process().destroyForcibly().waitFor();
                }
            }
            try (ChildProcess server = start()) {
                stored.drainPermits();
                assertThat(stored.tryAcquire(2, 2, TimeUnit.MINUTES))
                        .as("files are stored")
                        .isTrue();
                over.set(true);
                for (Future<Void> load : loads) {
                    load.get();
                }
                for (int number : acknowledged) {
                    assertThat(send("GET", keys.get(number), new byte[0]).body())
                            .isEqualTo(keys.get(number).first());
                }
                server.process().destroy();
                assertThat(server.await().exit()).isZero();
            }
        } finally {
            over.set(true);
            clients.shutdown();
        }
        System.out.println("slowest start to the first file that was stored: " + TimeUnit.NANOSECONDS.toMillis(slowest)
                + " ms; " + acknowledged.size() + " of " + KEYS + " files stored");
        assertThat(wrong).isEmpty();
        ChildProcess.Result verified = Packaged.in(scratch)
                .run("symstore", "verify", "/s", scratch.resolve("store").toString());
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }
}
