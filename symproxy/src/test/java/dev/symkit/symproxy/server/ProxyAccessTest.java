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
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, through the whole server; and that no secret gets into a log, a page or the metrics. */
class ProxyAccessTest {
    private static final String AUTH = "[auth]\nread = token, basic\nadmin = token\ntokenInPath = on\n";

    @TempDir
    private Path directory;

    private String reader = "";
    private String admin = "";

    @BeforeEach
    void fill() throws IOException {
        Path key = Files.createDirectories(directory.resolve("cache").resolve(ProxyBed.KEY));
        Files.write(key.resolve("a.pdb"), ProxyBed.pdb());
        Files.createDirectories(directory.resolve("data"));
        TokensFile tokens = new TokensFile(directory.resolve("data").resolve("tokens.db"));
        reader = tokens.create("ci", Role.READ, Instant.now(), Duration.ofDays(1));
        admin = tokens.create("ops", Role.ADMIN, Instant.now(), Duration.ofDays(1));
    }

    private String text(String more) {
        return AUTH + more + "[directory s]\npath = " + directory.resolve("cache") + "\n";
    }

    private static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void filesAreForWhoHasATokenHoweverItIsSent() throws Exception {
        try (ProxyBed bed = ProxyBed.guarded(directory, text(""))) {
            HttpResponse<byte[]> nobody = bed.get(ProxyBed.FILE);
            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(nobody.headers().allValues("WWW-Authenticate"))
                    .anyMatch(value -> value.startsWith("Basic realm=\"symbols\""))
                    .anyMatch(value -> value.startsWith("Bearer"));
            assertThat(bed.get(ProxyBed.FILE, "Authorization", "Bearer " + reader)
                            .body())
                    .isEqualTo(ProxyBed.pdb());
            assertThat(bed.get(ProxyBed.FILE, "Auth-Token", reader + "-build-7").statusCode())
                    .isEqualTo(200);
            assertThat(bed.get(ProxyBed.FILE, "Authorization", basic("anyone", reader))
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<byte[]> inPath = bed.get("/~" + reader + ProxyBed.FILE);
            assertThat(inPath.statusCode()).isEqualTo(200);
            assertThat(inPath.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("private"));
            assertThat(bed.get(ProxyBed.FILE, "Authorization", "Bearer " + "a".repeat(32))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(bed.get("/s/pingme.txt").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void onlyAdministratorsChangeTheServer() throws Exception {
        try (ProxyBed bed = ProxyBed.guarded(directory, text(""))) {
            assertThat(bed.admin("POST", "reload").statusCode()).isEqualTo(401);
            assertThat(bed.admin("POST", "reload", "Authorization", "Bearer " + reader)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(bed.admin("POST", "reload", "Authorization", "Bearer " + admin)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(bed.admin("GET", "healthz").statusCode()).isEqualTo(200);
            assertThat(bed.admin("GET", "reload").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void noSecretIsToldAnywhere() throws Exception {
        ProxyBed bed = ProxyBed.guarded(directory, text(""));
        StringBuilder told = new StringBuilder();
        try (bed) {
            bed.get("/~" + reader + ProxyBed.FILE);
            bed.get("/~" + reader + "/s/none.pdb/1/none.pdb?token=" + reader);
            bed.get(ProxyBed.FILE, "Authorization", basic("anyone", reader));
            bed.get(ProxyBed.FILE, "Authorization", basic("anyone", "wrong-password"));
            for (String page : new String[] {"status", "status.json", "metrics", "misses"}) {
                told.append(new String(bed.admin("GET", page).body(), StandardCharsets.UTF_8));
            }
        }
        told.append(bed.log());
        assertThat(bed.log()).contains("~***").contains("none.pdb");
        assertThat(told.toString())
                .doesNotContain(
                        reader, admin, "wrong-password", basic("anyone", reader).substring(6));
    }
}
