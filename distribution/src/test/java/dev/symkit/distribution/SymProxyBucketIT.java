// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import dev.symkit.testkit.s3.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packaged servers with the packaged plug-in in front of one bucket of S3Proxy, whose requests are counted. */
class SymProxyBucketIT {
    private static final String BUCKET = "symbols";
    private static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    private static final String KEY = "a.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1";
    private static final String LEAF = KEY + "/a.pdb";
    private static final String OBJECT = "/" + BUCKET + "/p/" + LEAF;

    @TempDir
    private Path scratch;

    private final HttpClient client = HttpClient.newHttpClient();
    private S3Server s3;
    private CountingProxy counted;
    private ScriptedServer upstream;

    @BeforeEach
    void start() throws Exception {
        s3 = S3Server.start(Files.createDirectory(scratch.resolve("s3")), BUCKET);
        counted = CountingProxy.before(s3.endpoint());
        upstream = ScriptedServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
        counted.close();
        s3.close();
    }

    /** A server that runs. */
    private record Instance(ChildProcess process, int port) implements AutoCloseable {
        void end() throws InterruptedException {
            process.process().destroy();
            ChildProcess.Result result = process.await();
            assertThat(result.exit()).as(result.err()).isZero();
        }

        @Override
        public void close() {
            process.close();
        }
    }

    private Instance instance(String name) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path own = Files.createDirectories(scratch.resolve(name));
        Path config = Files.writeString(
                own.resolve("symproxy.ini"),
                "[server]\nlisten = 127.0.0.1:" + port + "\nadmin.listen = off\ndrain.delay = 0\nratePerIp = 0\n"
                        + "[log]\naccess = off\n[directory s]\npath = " + own.resolve("cache") + "\nupstream = up\n"
                        + "[upstream up]\nretries = 0\nuriFilter = 1\ntiers = 1\nurl = " + upstream.url("/sym")
                        + "\n[storage]\nbackend = s3\nurl = s3://" + BUCKET + "/p\n");
        Packaged tools = Packaged.in(own).on(s3, counted.url());
        ChildProcess process = tools.start("symproxy", "serve", "--config", config.toString(), "--quiet");
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!isOpen(port)) {
            if (process.process().waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                process.process().destroy();
                throw new AssertionError("it does not serve: " + process.await());
            }
        }
        return new Instance(process, port);
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<byte[]> get(Instance from, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + from.port() + "/s/" + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] pdb(int size) {
        return new PdbBuilder().guid(GUID).stream(new byte[size]).build();
    }

    private void awaitObject() {
        Path object = scratch.resolve("s3/buckets/" + BUCKET + "/p/" + LEAF);
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!Files.exists(object) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(object).exists();
    }

    @Test
    void whatOneFetchedComesToOthersFromTheBucketInOneRequest() throws Exception {
        byte[] small = pdb(1000);
        upstream.on("/sym/" + LEAF, Replies.ok(small));
        try (Instance one = instance("one");
                Instance other = instance("other")) {
            assertThat(get(one, LEAF).body()).isEqualTo(small);
            awaitObject();
            one.end();
            int asked = upstream.requests().size();
            int before = counted.requests().size();
            HttpResponse<byte[]> hit = get(other, LEAF);
            assertThat(hit.body()).isEqualTo(small);
            assertThat(upstream.requests()).hasSize(asked);
            assertThat(from(before)).containsExactly("GET /" + BUCKET + "/p/index2.txt", "GET " + OBJECT);
            assertThat(get(other, LEAF).statusCode()).isEqualTo(200);
            assertThat(from(before)).as("a file that is here").hasSize(2);
            String missing = "b.pdb/00000000000000010000000000000001";
            assertThat(get(other, missing + "1/b.pdb").statusCode()).isEqualTo(404);
            assertThat(from(before)).as("a miss").hasSize(4);
            assertThat(get(other, missing + "1/b.pdb").statusCode()).isEqualTo(404);
            assertThat(from(before)).as("a miss that is known").hasSize(4);
            other.end();
        }
    }

    /** What was asked since then, but for what is new in the store. */
    private List<String> from(int start) {
        return counted.requests().subList(start, counted.requests().size()).stream()
                .filter(line -> !line.contains("/000Admin/") && !line.equals("GET /" + BUCKET))
                .toList();
    }

    @Test
    void aServerWithAnEmptyFolderServesFromTheBucket() throws Exception {
        byte[] large = pdb(3 << 20);
        upstream.on("/sym/" + LEAF, Replies.ok(large));
        try (Instance first = instance("one")) {
            assertThat(get(first, LEAF).body()).isEqualTo(large);
            first.end();
        }
        awaitObject();
        int asked = upstream.requests().size();
        int before = counted.requests().size();
        Files.move(scratch.resolve("one/cache"), scratch.resolve("one/gone"));
        try (Instance again = instance("one")) {
            assertThat(get(again, LEAF).body()).isEqualTo(large);
            assertThat(upstream.requests()).hasSize(asked);
            assertThat(from(before)).filteredOn(line -> line.endsWith(OBJECT)).containsExactly("GET " + OBJECT);
            again.end();
        }
    }

    /** Killed as soon as it has sent a file, which it writes to the bucket then: no part can be read there afterwards. */
    @Test
    void aServerThatIsKilledLeavesNothingPartial() throws Exception {
        byte[] large = pdb(20 << 20);
        upstream.on("/sym/" + LEAF, Replies.ok(large));
        Path objects = scratch.resolve("s3/buckets/" + BUCKET + "/p");
        for (int i = 0; i < 3; i++) {
            try (Instance killed = instance("killed" + i)) {
                assertThat(get(killed, LEAF).body()).isEqualTo(large);
                killed.process().process().destroyForcibly().waitFor();
            }
            if (Files.exists(objects.resolve(LEAF))) {
                assertThat(objects.resolve(LEAF)).hasBinaryContent(large);
            }
        }
        try (Instance last = instance("last")) {
            assertThat(get(last, LEAF).body()).isEqualTo(large);
            last.end();
        }
        assertThat(objects.resolve(LEAF)).hasBinaryContent(large);
        try (Stream<Path> all = Files.walk(objects)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        }
    }
}
