// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.testkit.http.Replies;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of the failure matrix (symproxy.md 19) that a scripted upstream can show. */
class ProxyFailureTest extends BeforeAnUpstream {

    private Path cached() {
        return directory.resolve("cache").resolve(ProxyBed.KEY).resolve("a.pdb");
    }

    @Test
    void anUpstreamThatBreaksOffCutsTheClientsAndLeavesNothing() throws Exception {
        byte[] large = ProxyBed.pdb(LARGE);
        upstream.on(
                UPSTREAM_FILE,
                Replies.sequence(
                        Replies.broken(large, LARGE / 2), Replies.broken(large, LARGE / 2), Replies.ok(large)));
        try (ProxyBed bed = cache("")) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> {
                            HttpResponse<byte[]> response = bed.get(ProxyBed.FILE);
                            assertThat(response.statusCode()).isEqualTo(503);
                            throw new IOException("not begun at all");
                        })
                        .isInstanceOf(IOException.class);
                assertThat(cached()).doesNotExist();
                awaitNoSearch(bed); // which notes its failure after it cut the client
                assertThat(bed.admin("POST", "blackouts/clear").statusCode()).isEqualTo(200);
            }
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(large);
            assertThat(Files.readAllBytes(cached())).isEqualTo(large);
        }
        try (Stream<Path> left = Files.walk(directory.resolve("cache"))) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>sign in</html>", "<!DOCTYPE html><p>", "just text"})
    void whatIsNoFileOfTheKindIsNeverKept(String body) throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(body.getBytes(StandardCharsets.UTF_8)));
        try (ProxyBed bed = cache("")) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isIn(404, 503);
            assertThat(cached()).doesNotExist();
        }
    }

    @Test
    void aCacheThatWasDeletedIsMadeAgain() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        try (ProxyBed bed = cache("[server]\nmemoryCache = 0")) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            try (Stream<Path> all = Files.walk(directory.resolve("cache"))) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(ProxyBed.pdb());
            assertThat(cached()).exists();
        }
    }

    @Test
    void aDownloadGoesOnWhenItsClientLeaves() throws Exception {
        byte[] large = ProxyBed.pdb(LARGE);
        CountDownLatch goOn = new CountDownLatch(1);
        upstream.on(UPSTREAM_FILE, inHalves(large, goOn));
        try (ProxyBed bed = cache("")) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(bed.url(ProxyBed.FILE))).build();
            HttpResponse<InputStream> first =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(first.body().read()).isGreaterThanOrEqualTo(0);
            first.body().close();
            goOn.countDown();
            assertThat(bed.get(ProxyBed.FILE).body()).isEqualTo(large);
        }
        assertThat(upstream.paths()).filteredOn(UPSTREAM_FILE::equals).hasSize(1);
    }

    @Test
    void anUpstreamThatFailsIsLeftAloneAndFilesThatAreHereStay() throws Exception {
        upstream.on(UPSTREAM_FILE, Replies.ok(ProxyBed.pdb()));
        upstream.otherwise(Replies.status(500));
        try (ProxyBed bed = cache("[blackout]\ncount = 2")) {
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
            for (String name : List.of("b", "c")) {
                String file = "/s/" + name + ".pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1/" + name + ".pdb";
                assertThat(bed.get(file).statusCode()).isEqualTo(503);
            }
            String state = new String(bed.admin("GET", "blackouts").body(), StandardCharsets.UTF_8);
            assertThat(state).contains("\"blackout\":true");
            int asked = upstream.requests().size();
            assertThat(bed.get("/s/d.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1/d.pdb")
                            .statusCode())
                    .isEqualTo(503);
            assertThat(upstream.requests()).hasSize(asked);
            assertThat(bed.get(ProxyBed.FILE).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void manyDifferentKeysAreMissesAndNothingElse() throws Exception {
        try (ProxyBed bed = cache("[misses]\nmaxEntries = 100\n[log]\naccess = off")) {
            for (int i = 0; i < 500; i++) {
                String file = "/s/k" + i + ".pdb/0F7FCF88442F4B0E9FB51DC4A754D9DE1/k" + i + ".pdb";
                assertThat(bed.get(file).statusCode()).isEqualTo(404);
            }
            assertThat(bed.server().shared().misses().size()).isLessThanOrEqualTo(100);
        }
    }
}
