// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.testkit.TestKeys;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Further lines of the failure matrix (symproxy.md 19): other upstreams, clocks, certificates, configurations, shared folders, many keys. */
class FailureMatrixTest extends BeforeAnUpstream {
    /** So many different keys are asked for; the specification says a million. */
    private static final int KEYS = Integer.getInteger("symkit.test.keys", 10_000);

    private static final String OTHER = "/s/b.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1/b.pdb";
    private static final int ENTRIES = 1000;
    private static final long MEMORY = 48L << 20;

    private String text(String more) {
        return "[directory s]\nupstream = u\npath = " + directory.resolve("cache")
                + "\n[upstream u]\nretries = 0\nurl = " + upstream.url("/sym") + "\n" + more;
    }

    @Test
    void otherUpstreamsGoOnWhereOneIsDown() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        ScriptedServer gone = ScriptedServer.start();
        String down = gone.url("/sym");
        gone.close();
        try (ProxyBed bed = ProxyBed.cache(directory, "[blackout]\ncount = 2", down, upstream.url("/sym"))) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            for (int i = 0; i < 4; i++) { // it may have them
                assertThat(bed.get(OTHER.replace("b.pdb", i + ".pdb")).statusCode())
                        .isEqualTo(503);
            }
            String state = new String(bed.admin("GET", "blackouts").body(), StandardCharsets.UTF_8);
            assertThat(state).containsOnlyOnce("\"blackout\":true");
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClockThatJumpsChangesNothing() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        Instant noon = Instant.now();
        SetClock time = new SetClock(noon);
        try (ProxyBed bed = ProxyBed.at(directory, text("[log]\naccess = off"), time)) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            assertThat(bed.get(OTHER).statusCode()).isEqualTo(404);
            int asked = upstream.requests().size();
            for (Duration jump : List.of(Duration.ofDays(-4000), Duration.ofDays(-1), Duration.ofDays(1))) {
                time.now = noon.plus(jump);
                assertThat(bed.get(OTHER).headers().firstValue("Cache-Control")).contains("max-age=60");
                assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
                assertThat(bed.admin("GET", "status").statusCode()).isEqualTo(200);
            }
            assertThat(upstream.requests()).hasSize(asked);
            time.now = noon.plus(Duration.ofDays(4000));
        }
        time.now = noon; // what the server before wrote down lies years ahead: it is not believed for years
        try (ProxyBed bed = ProxyBed.at(directory, text("[misses]\nageTimeout = 1h"), time)) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            String where = new String(
                    bed.admin("GET", "lookup?dir=s&name=b.pdb&index=0F7FCF88442F4B0E9FB51DC4A754D9DE1")
                            .body(),
                    StandardCharsets.UTF_8);
            assertThat(where).containsPattern("\"missSeconds\":3[56]\\d\\d\\b");
        }
    }

    /** A clock that somebody sets. */
    private static final class SetClock extends Clock {
        private volatile Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void aCertificateThatExpiredIsReplacedWhileTheServerRuns() throws Exception {
        TestKeys old = TestKeys.expired(directory, "old", "EC", "ip:127.0.0.1");
        TestKeys fresh = TestKeys.create(directory, "fresh", "EC", "ip:127.0.0.1");
        Path certificate = Files.writeString(directory.resolve("a.pem"), old.certificatePem());
        Path key = Files.writeString(directory.resolve("a.key"), old.keyPem());
        String tls = "[server]\nlisten = https://127.0.0.1:0\n[tls]\ncert = " + certificate + "\nkey = " + key + "\n";
        try (ProxyBed bed = ProxyBed.with(directory, text(tls))) {
            URI url = URI.create(bed.url("/s/").replace("http:", "https:"));
            HttpResponse<Void> first = get(old, url);
            assertThatThrownBy(() -> certificate(first).checkValidity())
                    .isInstanceOf(CertificateExpiredException.class);
            Files.writeString(key, fresh.keyPem());
            Files.writeString(certificate, fresh.certificatePem());
            Files.setLastModifiedTime(certificate, FileTime.fromMillis(1_000_000));
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            Optional<HttpResponse<Void>> next = Optional.empty();
            while (next.isEmpty() && System.nanoTime() < end) {
                next = trying(fresh, url);
            }
            certificate(next.orElseThrow()).checkValidity();
        }
    }

    private static HttpResponse<Void> get(TestKeys keys, URI url) throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(keys.trusted()).build();
        return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding());
    }

    private static Optional<HttpResponse<Void>> trying(TestKeys keys, URI url) throws Exception {
        try {
            return Optional.of(get(keys, url));
        } catch (IOException e) {
            return Optional.empty(); // the old one is still in use
        }
    }

    private static X509Certificate certificate(HttpResponse<Void> response) throws IOException {
        return (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
    }

    @Test
    void aConfigurationThatIsWrongLeavesTheOldOne() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = ProxyBed.with(directory, text(""))) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            String good = bed.settings();
            Path file = Files.writeString(directory.resolve("file"), "not a directory");
            for (String wrong : List.of(
                    good + "[server]\nlisten = nowhere\n",
                    good + "[directory s]\nupstream = unknown\n",
                    good.replace(directory.resolve("cache").toString(), file.toString()))) {
                bed.change(wrong);
                HttpResponse<byte[]> answer = bed.admin("POST", "reload");
                assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
                assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isNotBlank();
                assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
                assertThat(bed.get(OTHER).statusCode()).isEqualTo(404);
            }
            bed.change(good);
            assertThat(bed.admin("POST", "reload").statusCode()).isEqualTo(200);
            assertThat(new String(bed.admin("GET", "metrics").body(), StandardCharsets.UTF_8))
                    .contains("symproxy_config_reloads_total{outcome=\"applied\"} 1.0")
                    .contains("symproxy_config_reloads_total{outcome=\"refused\"} 3.0");
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void twoServersShareAFolder() throws Exception {
        byte[] large = ProxyBed.pdb(LARGE);
        upstream.on(UPSTREAM_FILE, Replies.ok(large));
        Path second = Files.createDirectory(directory.resolve("second"));
        try (ProxyBed one = ProxyBed.with(directory, text(""));
                ProxyBed two = ProxyBed.with(second, text(""))) {
            List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
            HttpClient client = HttpClient.newHttpClient();
            for (int i = 0; i < 20; i++) {
                URI url = URI.create((i % 2 == 0 ? one : two).url(ProxyBed.FILE));
                all.add(client.sendAsync(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray()));
            }
            for (CompletableFuture<HttpResponse<byte[]>> each : all) {
                assertThat(each.get().body()).isEqualTo(large);
            }
            upstream.on("/sym/" + OTHER.substring(3), Replies.ok(ProxyBed.pdb()));
            assertThat(one.get(OTHER).statusCode()).isEqualTo(200);
            assertThat(two.get(OTHER).body()).isEqualTo(ProxyBed.pdb());
        }
        assertThat(upstream.paths()).filteredOn(UPSTREAM_FILE::equals).hasSizeBetween(1, 2);
        assertThat(upstream.paths())
                .filteredOn(("/sym/" + OTHER.substring(3))::equals)
                .hasSize(1);
        try (Stream<Path> left = Files.walk(directory.resolve("cache"))) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void anyNumberOfKeysTakesOnlySoMuchMemory() throws Exception {
        String limits =
                "[misses]\nmaxEntries = " + ENTRIES + "\n[log]\naccess = off\n[upstream u]\nuriFilter = 1\ntiers = 1\n";
        Path nothing = Files.createDirectory(directory.resolve("nothing"));
        String from = text(limits).replace(upstream.url("/sym"), nothing.toString());
        try (ProxyBed bed = ProxyBed.with(directory, from);
                RawClient client = new RawClient(bed.server().ports().get(0))) {
            ask(client, 0, KEYS / 4);
            long before = used();
            ask(client, KEYS / 4, KEYS);
            assertThat(used() - before).isLessThan(MEMORY);
            assertThat(bed.server().shared().misses().size()).isLessThanOrEqualTo(ENTRIES);
            assertThat(bed.server().shared().flights().all()).isEmpty();
        }
    }

    private static void ask(RawClient client, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            String name = "k" + Integer.toHexString(i * 0x9E3779B1) + ".pdb";
            client.send(
                    List.of("GET /s/" + name + "/0F7FCF88442F4B0E9FB51DC4A754D9DE1/" + name + " HTTP/1.1", "Host: x"));
            RawClient.Head head = client.head();
            client.body(head, 0, () -> {});
            assertThat(head.status()).startsWith("HTTP/1.1 404");
        }
    }

    /** Bytes of the heap that are in use. */
    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
