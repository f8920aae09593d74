// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProxyServerTest extends BeforeAnUpstream {
    private static final String UPSTREAM_PACKED = "/sym/" + ProxyBed.KEY + "/a.pd_";

    private ProxyBed cache() throws IOException {
        return cache("");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("cache"))) {
            return all.filter(Files::isRegularFile)
                    .map(directory.resolve("cache")::relativize)
                    .filter(path -> !path.startsWith(".symproxy"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFileComesFromUpstreamOnce() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = cache()) {
            HttpResponse<byte[]> first = bed.get(ProxyBed.FILE);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).isEqualTo(ProxyBed.pdb());
            HttpResponse<byte[]> second = bed.get(ProxyBed.FILE.toUpperCase(java.util.Locale.ROOT));
            assertThat(second.body()).isEqualTo(ProxyBed.pdb());
            assertThat(second.headers().firstValue("X-Symbol-Source")).contains("cache");
            assertThat(second.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        }
        assertThat(upstream.paths()).filteredOn(UPSTREAM_FILE::equals).hasSize(1);
        assertThat(files()).contains(Path.of(ProxyBed.KEY, "a.pdb"));
    }

    @Test
    void aMissIsRememberedForAllForms() throws Exception {
        try (ProxyBed bed = cache()) {
            HttpResponse<byte[]> miss = bed.get(ProxyBed.FILE);
            assertThat(miss.statusCode()).isEqualTo(404);
            assertThat(miss.headers().firstValue("X-Symbol-Miss")).contains("all");
            assertThat(miss.headers().firstValue("Cache-Control")).contains("max-age=60");
            int asked = upstream.requests().size();
            for (String leaf : List.of("a.pdb", "a.pd_", "file.ptr")) {
                assertThat(bed.get("/s/" + ProxyBed.KEY + "/" + leaf).statusCode())
                        .isEqualTo(404);
            }
            assertThat(upstream.requests()).hasSize(asked);
            assertThat(new String(bed.admin("GET", "misses").body(), StandardCharsets.UTF_8))
                    .contains("{\"name\":\"a.pdb\",\"count\":4}");
            upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
            assertThat(bed.admin("POST", "misses/clear").statusCode()).isEqualTo(200);
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aCompressedFileIsUnpackedOnArrival() throws Exception {
        upstream.on(UPSTREAM_PACKED, Replies.ok(ProxyBed.cab(ProxyBed.pdb())));
        try (ProxyBed bed = cache()) {
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(bed.get("/s/" + ProxyBed.KEY + "/a.pd_").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aCompressedFileOfTheDirectoryIsUnpacked() throws Exception {
        Path key = Files.createDirectories(directory.resolve("cache").resolve(ProxyBed.KEY));
        Files.write(key.resolve("a.pd_"), ProxyBed.cab(ProxyBed.pdb()));
        try (ProxyBed bed = cache()) {
            assertThat(bed.get("/s/" + ProxyBed.KEY + "/a.pd_").body()).isEqualTo(ProxyBed.cab(ProxyBed.pdb()));
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
        }
        assertThat(upstream.requests()).isEmpty();
    }

    @Test
    void theNextUpstreamIsAskedWhereOneHasAWrongFile() throws Exception {
        upstream.on("/bad/" + ProxyBed.KEY + "/a.pdb", Replies.ok("<html>no</html>".getBytes(StandardCharsets.UTF_8)));
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = ProxyBed.cache(directory, "", upstream.url("/bad"), upstream.url("/sym"))) {
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
        }
    }

    @Test
    void anUpstreamThatIsDownIsNoMiss() throws Exception {
        String gone = upstream.url("/sym");
        upstream.close();
        try (ProxyBed bed = ProxyBed.cache(directory, "", gone)) {
            HttpResponse<byte[]> down = bed.get(ProxyBed.FILE);
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.headers().firstValue("Retry-After")).contains("30");
            assertThat(down.headers().firstValue("Cache-Control")).contains("no-store");
        }
        upstream = ScriptedServer.start();
    }

    @Test
    void manyClientsShareOneDownloadWhileItArrives() throws Exception {
        byte[] large = ProxyBed.pdb(LARGE);
        CountDownLatch goOn = new CountDownLatch(1);
        upstream.on(UPSTREAM_FILE, inHalves(large, goOn));
        try (ProxyBed bed = cache()) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(bed.url(ProxyBed.FILE))).build();
            HttpResponse<java.io.InputStream> first = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(first.headers().firstValue("Content-Length")).contains(Integer.toString(large.length));
            assertThat(first.headers().firstValue("ETag")).isEmpty();
            byte[] begin = first.body().readNBytes(LARGE / 4);
            assertThat(begin).isEqualTo(Arrays.copyOf(large, LARGE / 4));
            List<CompletableFuture<HttpResponse<byte[]>>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                others.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
            }
            HttpResponse<byte[]> part = bed.get(ProxyBed.FILE, "Range", "bytes=100-199");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(large, 100, 200));
            goOn.countDown();
            assertThat(first.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(large, LARGE / 4, large.length));
            for (CompletableFuture<HttpResponse<byte[]>> other : others) {
                assertThat(other.get().body()).isEqualTo(large);
            }
        }
        assertThat(upstream.paths()).filteredOn(UPSTREAM_FILE::equals).hasSize(1);
    }

    @Test
    void aFileOfAnotherBuildIsNeverSentAsAWhole() throws Exception {
        byte[] wrong =
                new dev.symkit.testkit.PdbBuilder().stream(new byte[LARGE]).build();
        upstream.on(UPSTREAM_FILE, Replies.ok(wrong));
        try (ProxyBed bed = cache()) {
            assertThatThrownBy(() -> {
                        HttpResponse<byte[]> response = bed.get(ProxyBed.FILE);
                        assertThat(response.statusCode()).isEqualTo(404);
                        throw new IOException("not begun at all");
                    })
                    .isInstanceOf(IOException.class);
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
        }
        assertThat(files()).extracting(path -> path.getFileName().toString()).doesNotContain("a.pdb");
    }

    @Test
    void headSearchesButFetchesNothing() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb(LARGE)));
        try (ProxyBed bed = cache()) {
            HttpResponse<byte[]> head = bed.head(ProxyBed.FILE);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Length"))
                    .contains(Integer.toString(ProxyBed.pdb(LARGE).length));
            assertThat(files())
                    .extracting(path -> path.getFileName().toString())
                    .doesNotContain("a.pdb");
            assertThat(bed.head("/s/b.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1/b.pdb")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aClientThatDoesNotWaitHearsToComeAgain() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        upstream.on(UPSTREAM_FILE, (request, out, server) -> {
            await(goOn);
            return Replies.ok(ProxyBed.pdb()).answer(request, out, server);
        });
        try (ProxyBed bed = cache()) {
            HttpResponse<byte[]> later = bed.get(ProxyBed.FILE, "Symbol-Agent-Receive-Timeout", "200");
            assertThat(later.statusCode()).isEqualTo(503);
            assertThat(later.headers().firstValue("Symbol-Agent-Status")).contains("0x80070512");
            assertThat(later.headers().firstValue("Retry-After")).contains("2");
            goOn.countDown();
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
        }
    }

    @Test
    void onlyFillingNeverSends() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = ProxyBed.cache(directory, "mode = fill-only", upstream.url("/sym"))) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
            assertThat(files()).contains(Path.of(ProxyBed.KEY, "a.pdb"));
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatIsNoSymbolHasItsOwnAnswers() throws Exception {
        try (ProxyBed bed = cache()) {
            assertThat(bed.get("/s/").statusCode()).isEqualTo(200);
            assertThat(bed.head("/s/pingme.txt").statusCode()).isEqualTo(200);
            assertThat(bed.get("/s/index2.txt").statusCode()).isEqualTo(404);
            assertThat(new String(bed.get("/robots.txt").body(), StandardCharsets.UTF_8))
                    .contains("Disallow: /");
            assertThat(bed.get("/favicon.ico").headers().firstValue("Cache-Control"))
                    .contains("max-age=86400");
            assertThat(bed.get("/s/a.pdb/1%00/a.pdb").statusCode()).isEqualTo(400);
            assertThat(bed.admin("GET", "healthz").statusCode()).isEqualTo(200);
            assertThat(bed.admin("GET", "readyz").statusCode()).isEqualTo(200);
            assertThat(new String(bed.admin("GET", "metrics").body(), StandardCharsets.UTF_8))
                    .contains("symproxy_miss_entries");
            assertThat(bed.get("/-/metrics").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void missesAndIndexOutliveTheServer() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = cache()) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            assertThat(bed.get("/s/b.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1/b.pdb")
                            .statusCode())
                    .isEqualTo(404);
        }
        int asked = upstream.requests().size();
        try (ProxyBed bed = cache()) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            assertThat(bed.get("/s/b.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1/b.pdb")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(upstream.requests()).hasSize(asked);
    }

    @Test
    void aPurgedFileIsFetchedAgain() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = cache()) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            HttpResponse<byte[]> purged = bed.admin("POST", "purge?dir=s&name=A.pdb");
            assertThat(new String(purged.body(), StandardCharsets.UTF_8)).contains("\"deleted\":1");
            assertThat(files())
                    .extracting(path -> path.getFileName().toString())
                    .doesNotContain("a.pdb");
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
        }
        assertThat(upstream.paths()).filteredOn(UPSTREAM_FILE::equals).hasSize(2);
    }

    @Test
    void whatIsArrivingGoesOnWhileTheConfigurationIsReadAgain() throws Exception {
        byte[] large = ProxyBed.pdb(LARGE);
        CountDownLatch goOn = new CountDownLatch(1);
        upstream.on(UPSTREAM_FILE, inHalves(large, goOn));
        try (ProxyBed bed = ProxyBed.cache(directory, "[server]\nshutdownGrace = 0", upstream.url("/sym"))) {
            HttpResponse<java.io.InputStream> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(bed.url(ProxyBed.FILE)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.body().readNBytes(LARGE / 4)).hasSize(LARGE / 4);
            assertThat(bed.admin("POST", "reload").statusCode()).isEqualTo(200);
            assertThat(bed.get("/s/").statusCode()).isEqualTo(200);
            goOn.countDown();
            assertThat(response.body().readAllBytes()).hasSize(large.length - LARGE / 4);
        }
        assertThat(upstream.paths()).filteredOn(UPSTREAM_FILE::equals).hasSize(1);
    }

    @Test
    void drainingEndsTheServer() throws Exception {
        try (ProxyBed bed = cache()) {
            assertThat(bed.server().ended()).isNotDone();
            URI file = URI.create(bed.url(ProxyBed.FILE));
            assertThat(bed.admin("POST", "drain").statusCode()).isEqualTo(202);
            bed.server().ended().get();
            assertThatThrownBy(() -> HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(file).build(), HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
            bed.server().drain();
        }
    }
}
