// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.auth.TokensFile;
import dev.symkit.symproxy.serve.Access.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code listing = on}, through the whole server. */
class ProxyListingTest {
    private static final String NAME = "/s/a.pdb/";
    private static final String KEY = "/s/" + ProxyBed.KEY + "/";

    @TempDir
    private Path directory;

    @BeforeEach
    void fill() throws IOException {
        Path key = Files.createDirectories(directory.resolve("s").resolve(ProxyBed.KEY));
        Files.write(key.resolve("a.pdb"), ProxyBed.pdb());
        Files.createDirectories(directory.resolve("s").resolve("000Admin"));
        Files.createDirectories(directory.resolve("outside"));
    }

    private String text(String more) {
        return "[directory s]\npath = " + directory.resolve("s") + "\nkind = store\n" + more + "\n";
    }

    private static String body(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void whereItIsOffThereIsNothingToSee() throws Exception {
        try (ProxyBed bed = ProxyBed.with(directory, text(""))) {
            assertThat(body(bed.get("/s/"))).isEqualTo("symbol store\n");
            assertThat(bed.get(NAME).statusCode()).isEqualTo(404);
            assertThat(bed.get(KEY).statusCode()).isEqualTo(404);
            assertThat(bed.get("/s/a.pdb//").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aBrowserGetsFromTheTopToTheFile() throws Exception {
        try (ProxyBed bed = ProxyBed.with(directory, text("listing = on"))) {
            HttpResponse<byte[]> top = bed.get("/s/");
            assertThat(top.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(top.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
            assertThat(top.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(body(top))
                    .contains("href=\"./a.pdb/\"")
                    .doesNotContain("000Admin", ".symproxy", "pingme.txt", "outside");
            assertThat(body(bed.get("/s"))).contains("href=\"./s/a.pdb/\"");
            assertThat(body(bed.get(NAME))).contains("href=\"./0F7FCF88442F4B0E9FB51DC4A754D9DE1/\"", "href=\"../\"");
            assertThat(body(bed.get(KEY))).contains("href=\"./a.pdb\"");
            assertThat(bed.get(KEY + "a.pdb").body()).isEqualTo(ProxyBed.pdb());
            HttpResponse<byte[]> head = bed.head("/s/");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Length")).contains(Integer.toString(top.body().length));
        }
    }

    @Test
    void programsGetJsonOrText() throws Exception {
        String json = "{\"path\":\"/s\",\"entries\":[{\"name\":\"a.pdb\",\"directory\":true}],\"next\":null}\n";
        try (ProxyBed bed = ProxyBed.with(directory, text("listing = on"))) {
            assertThat(body(bed.get("/s/?format=json"))).isEqualTo(json);
            assertThat(body(bed.get("/s/", "Accept", "application/json"))).isEqualTo(json);
            assertThat(body(bed.get("/s/", "Accept", "text/html, application/json;q=0.9")))
                    .startsWith("<!DOCTYPE html>");
            assertThat(body(bed.get(KEY + "?format=text"))).isEqualTo(ProxyBed.pdb().length + "\ta.pdb\n");
            assertThat(bed.get("/s/?format=xml").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aLargeDirectoryComesInPages() throws Exception {
        for (int i = 0; i < 1100; i++) {
            Files.createDirectories(directory.resolve("s").resolve("m" + i + ".pdb"));
        }
        try (ProxyBed bed = ProxyBed.with(directory, text("listing = on"))) {
            HttpResponse<byte[]> first = bed.get("/s/?format=text");
            assertThat(body(first).lines()).hasSize(1000).startsWith("-\ta.pdb/");
            String link = first.headers().firstValue("Link").orElseThrow();
            assertThat(link).startsWith("<?after=m").endsWith("&format=text>; rel=\"next\"");
            HttpResponse<byte[]> second = bed.get("/s/" + link.substring(1, link.indexOf('>')));
            assertThat(body(second).lines()).hasSize(101).doesNotContain("-\ta.pdb/");
            assertThat(second.headers().firstValue("Link")).isEmpty();
        }
    }

    @Test
    void nothingElseCanBeLookedAt() throws Exception {
        try (ProxyBed bed = ProxyBed.with(directory, text("listing = on"))) {
            for (String none : new String[] {"000Admin/", ".symproxy/", "b.pdb/", "a.pdb/1/", "~1.tmp/"}) {
                assertThat(bed.get("/s/" + none).statusCode()).as(none).isEqualTo(404);
            }
            assertThat(bed.get("/s/%2e%2e/outside/").statusCode()).isEqualTo(400);
            assertThat(bed.get("/s//").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aListingIsForWhoMayRead() throws Exception {
        Files.createDirectories(directory.resolve("data"));
        TokensFile tokens = new TokensFile(directory.resolve("data").resolve("tokens.db"));
        String reader = tokens.create("ci", Role.READ, Instant.now(), Duration.ofDays(1));
        String auth = "[auth]\nread = token\ntokenInPath = on\n";
        try (ProxyBed bed = ProxyBed.guarded(directory, auth + text("listing = on"))) {
            assertThat(bed.get("/s/").statusCode()).isEqualTo(401);
            assertThat(bed.get(NAME).statusCode()).isEqualTo(401);
            assertThat(bed.get(NAME, "Authorization", "Bearer " + reader).statusCode())
                    .isEqualTo(200);
            assertThat(body(bed.get("/~" + reader + KEY)))
                    .contains("href=\"./a.pdb\"")
                    .doesNotContain(reader);
        }
    }
}
