// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Programs;
import dev.symkit.testkit.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three packaged servers behind nginx on one bucket of S3Proxy, under load of wrk and of clients that check what they get: each server is killed, each
 * is drained, files are uploaded meanwhile. System property {@code symkit.test.rounds}: how often all of that.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts nginx as Debian installs it")
class BucketFleetIT {
    private static final int ROUNDS = Integer.getInteger("symkit.test.rounds", 1);
    private static final String BUCKET = "symbols";
    private static final int KEYS = 40;
    private static final int SIZE = 100_000;
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> NAMES = SeveralServers.CACHES;

    @TempDir
    private Path scratch;

    private final List<Versions> made = Versions.make(2 * KEYS + 2 * NAMES.size() * ROUNDS, SIZE);
    private final List<Versions> hashed = made.subList(0, KEYS);
    private final List<Versions> unhashed = made.subList(KEYS, 2 * KEYS);
    private final List<Versions> fresh = made.subList(2 * KEYS, made.size());
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong right = new AtomicLong();
    private final AtomicLong again = new AtomicLong();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private S3Server s3;
    private SeveralServers servers;
    private long slowest;

    @BeforeEach
    void start() throws Exception {
        s3 = S3Server.start(Files.createDirectory(scratch.resolve("s3")), BUCKET);
        Map<String, String> environment = new LinkedHashMap<>(s3.environment());
        environment.put("SYMKIT_OPTS", SeveralServers.OPTIONS + " -Dsymsrv.s3.endpoint=" + s3.endpoint());
        servers = SeveralServers.start(
                scratch,
                made.subList(0, 2 * KEYS),
                new SeveralServers.Setup(
                        NAMES,
                        name -> "bucket.ini",
                        Map.of(
                                "s3://company-symbols/symbols",
                                "s3://" + BUCKET + "/p",
                                "upload = token",
                                "upload = anonymous",
                                "drain.delay = 10s",
                                "drain.delay = 2s\nratePerIp = 0"),
                        environment));
    }

    @AfterEach
    void stop() throws IOException {
        over.set(true);
        servers.close();
        s3.close();
    }

    private HttpResponse<byte[]> send(String method, String server, Versions key) throws Exception {
        byte[] body = method.equals("PUT") ? key.first() : new byte[0];
        return servers.send(HttpRequest.newBuilder(URI.create(server + "/symbols/" + key.path()))
                .timeout(PATIENCE)
                .method(method, BodyPublishers.ofByteArray(body))
                .build());
    }

    private void assertRight(String server, Versions key) throws Exception {
        HttpResponse<byte[]> got = send("GET", server, key);
        assertThat(got.statusCode()).as(key.key()).isEqualTo(200);
        assertThat(Digests.sha256(got.body())).as(key.key()).isEqualTo(Digests.sha256(key.first()));
    }

    /** Asks through the balancer; what is cut off or answered by a balancer without a server is asked for again. */
    private Void load(String front, SplittableRandom random) throws InterruptedException {
        while (!over.get()) {
            Versions key = hashed.get(random.nextInt(KEYS));
            try {
                HttpResponse<byte[]> got = send("GET", front, key);
                if (got.statusCode() == 200 && Arrays.equals(got.body(), key.first())) {
                    right.incrementAndGet();
                } else if (got.statusCode() >= 502 && got.statusCode() <= 504) {
                    again.incrementAndGet();
                } else {
                    wrong.add(key.key() + ": " + got.statusCode() + ", " + got.body().length + " bytes");
                }
            } catch (IOException e) {
                again.incrementAndGet();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                wrong.add(key.key() + ": " + e);
            }
        }
        return null;
    }

    /** All servers that run have said before that there is no such file. */
    private void upload(String front, Versions key, List<String> running) throws Exception {
        for (String name : running) {
            assertThat(send("GET", servers.url(name), key).statusCode()).isEqualTo(404);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        int status;
        do {
            status = send("PUT", front, key).statusCode();
        } while (status >= 502 && System.nanoTime() < end);
        assertThat(status).as(key.key()).isIn(200, 201);
        long since = System.nanoTime();
        for (String name : running) {
            while (send("GET", servers.url(name), key).statusCode() != 200 && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertRight(servers.url(name), key);
        }
        slowest = Math.max(slowest, System.nanoTime() - since);
    }

    private void awaitObjects(List<Versions> keys) throws InterruptedException {
        Path objects = scratch.resolve("s3/buckets").resolve(BUCKET).resolve("p");
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Versions key : keys) {
            Path object = objects.resolve(key.path());
            while (!Files.exists(object) && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(object).exists();
        }
    }

    private static List<String> without(String name) {
        return NAMES.stream().filter(each -> !each.equals(name)).toList();
    }

    private void killedAndDrained(String front) throws Exception {
        int next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (String name : NAMES) {
                String written = servers.kill(name);
                assertThat(written).doesNotContain("\tat ");
                upload(front, fresh.get(next++), without(name));
                servers.restart(name);
                servers.drain(name);
                upload(front, fresh.get(next++), without(name));
                assertThat(servers.awaitEnd(name)).doesNotContain("\tat ");
                servers.restart(name);
            }
        }
    }

    /** What wrk says of a minute at most; it is ended when it is no longer needed. */
    private ChildProcess wrk(String front) throws IOException {
        String url = front + "/symbols/" + hashed.get(0).path();
        List<String> command = List.of(
                Programs.assume("wrk"), "-t1", "-c4", "-d" + PATIENCE.toSeconds() + "s", "--timeout", "30s", url);
        return ChildProcess.start(ChildProcess.Spec.of(command).in(scratch));
    }

    private ChildProcess.Result run(String tool, String... arguments) throws Exception {
        Packaged tools = Packaged.in(scratch).with("SYMKIT_OPTS", "-Dsymsrv.s3.endpoint=" + s3.endpoint());
        for (Map.Entry<String, String> each : s3.environment().entrySet()) {
            tools = tools.with(each.getKey(), each.getValue());
        }
        return tools.run(tool, arguments);
    }

    @Test
    void behindNginx() throws Exception {
        Map<String, String> places = servers.addresses();
        places.put(
                "server 10.0.0.10:8080 max_fails=0;",
                "server " + places.get("10.0.0.11:8080") + "; server " + places.get("10.0.0.12:8080")
                        + " backup; server " + places.get("10.0.0.13:8080") + " backup;");
        try (Balancer nginx = Balancer.start("nginx", scratch, places)) {
            String front = "http://127.0.0.1:" + nginx.port();
            for (Versions key : hashed) {
                assertRight(front, key);
            }
            awaitObjects(hashed);
            underLoad(front);
            for (Versions key : hashed) {
                assertThat(servers.askedOf(key))
                        .as("with hashing: " + key.key())
                        .isOne();
            }
            pastTheBalancer();
            for (Versions key : fresh) {
                assertRight(front, key);
                assertThat(servers.askedOf(key)).as("before it was uploaded").isPositive();
            }
            Versions key = fresh.get(0);
            ChildProcess.Result got = run(
                    "symsrv",
                    "get",
                    "-y",
                    "srv*" + scratch.resolve("client") + "*" + front + "/symbols",
                    key.name(),
                    key.index(),
                    "--proxy",
                    "none");
            assertThat(got.exit()).as(got.err()).isZero();
            assertThat(scratch.resolve("client").resolve(key.path())).hasBinaryContent(key.first());
        }
        ChildProcess.Result verified = run("symstore", "verify", "/s", "s3://" + BUCKET + "/p");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        String server =
                Files.readString(scratch.resolve("s3/buckets").resolve(BUCKET).resolve("p/000Admin/server.txt"));
        assertThat(server.lines()).hasSize(fresh.size());
    }

    private void underLoad(String front) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        SplittableRandom random = new SplittableRandom(1);
        try (ChildProcess wrk = wrk(front)) {
            List<Future<Void>> loads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                SplittableRandom own = random.split();
                loads.add(clients.submit(() -> load(front, own)));
            }
            killedAndDrained(front);
            over.set(true);
            for (Future<Void> each : loads) {
                each.get();
            }
            wrk.process().destroy();
        } finally {
            over.set(true);
            clients.shutdown();
        }
        System.out.println(right + " files, " + again + " to be asked for again; an upload was seen everywhere after "
                + TimeUnit.NANOSECONDS.toMillis(slowest) + " ms at most");
        assertThat(wrong).isEmpty();
        assertThat(right).hasPositiveValue();
    }

    /** Without hashing: each server is asked for each file at the same time. */
    private void pastTheBalancer() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(NAMES.size());
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (String name : NAMES) {
                all.add(clients.submit(() -> {
                    for (Versions key : unhashed) {
                        assertRight(servers.url(name), key);
                    }
                    return null;
                }));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        } finally {
            clients.shutdown();
        }
        for (Versions key : unhashed) {
            assertThat(servers.askedOf(key)).as("without hashing: " + key.key()).isBetween(1L, (long) NAMES.size());
        }
    }
}
