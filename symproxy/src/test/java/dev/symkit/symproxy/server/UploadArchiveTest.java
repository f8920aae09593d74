// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ZIP archives that are uploaded, good and bad ones. */
class UploadArchiveTest {
    private static final String FIRST = "one.pdb/" + UploadBed.index(1) + "/one.pdb";
    private static final String SECOND = "Two.pdb/" + UploadBed.index(2) + "/Two.pdb";

    @TempDir
    private Path directory;

    private static byte[] good() {
        return UploadBed.archive(Map.of(FIRST, UploadBed.pdb(1), SECOND, UploadBed.pdb(2)));
    }

    @Test
    void anArchiveIsOneTransaction() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            HttpResponse<String> answer = up.zip("", good());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.body()).contains("\"transaction\":\"0000000001\"", "\"rejected\":[]");
            assertThat(up.bed().get("/s/" + FIRST).body()).isEqualTo(UploadBed.pdb(1));
            assertThat(up.bed()
                            .get("/s/" + SECOND.toLowerCase(java.util.Locale.ROOT))
                            .body())
                    .isEqualTo(UploadBed.pdb(2));
            assertThat(Files.readString(up.store().resolve("000Admin/server.txt")))
                    .contains("\"Game\"");
            HttpResponse<String> again = up.zip("", good());
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains("\"transaction\":null", "\"stored\":[]");
            assertThat(up.lastId()).isEqualTo("0000000001");
            assertThat(up.waiting()).isZero();
        }
    }

    @Test
    void filesOfAnyNameAreKeyedByWhatTheyAre() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "")) {
            byte[] zip = UploadBed.archive(Map.of(
                    "bin/deep/one.pdb", UploadBed.pdb(1), "readme.txt", "hello".getBytes(StandardCharsets.UTF_8)));
            HttpResponse<String> answer = up.zip("?layout=auto", zip);
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).contains("\"stored\":[\"" + FIRST + "\"]", "{\"file\":\"readme.txt\",");
        }
    }

    @Test
    void whatMayNotBeInAnArchiveIsRefusedAndTheRestStored() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("../../evil.pdb", UploadBed.pdb(3));
        files.put("/etc/passwd", UploadBed.pdb(3));
        files.put("C:/evil.pdb", UploadBed.pdb(3));
        files.put("a/..", UploadBed.pdb(3));
        files.put("one.pdb\\..\\evil", UploadBed.pdb(3));
        files.put("%2e%2e/x/%2e%2e", UploadBed.pdb(3));
        files.put("nested.pdb/" + UploadBed.index(3) + "/nested.pdb", good());
        files.put("zero.pdb/" + UploadBed.index(4) + "/zero.pdb", new byte[3 << 20]);
        files.put("wrong.pdb/" + UploadBed.index(5) + "/wrong.pdb", UploadBed.pdb(6));
        files.put("short.pdb", UploadBed.pdb(3));
        files.put(FIRST, UploadBed.pdb(1));
        files.put(FIRST.replace("one.pdb", "ONE.pdb"), UploadBed.pdb(1));
        try (UploadBed up = UploadBed.in(directory, "")) {
            HttpResponse<String> answer = up.zip("", UploadBed.archive(files));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.body().split("\"reason\"", -1)).hasSize(files.size());
            assertThat(answer.body())
                    .contains("archive in an archive", "are too many for", "the same key", "is of 0000000000000001");
            assertThat(directory.resolve("evil.pdb")).doesNotExist();
            try (var all = Files.walk(directory)) {
                assertThat(all.filter(file -> file.toString().contains("evil"))).isEmpty();
            }
            assertThat(up.waiting()).isZero();
        }
    }

    @Test
    void anArchiveWithNothingGoodIsABadRequest() throws Exception {
        try (UploadBed up = UploadBed.in(directory, "[upload]\nmaxMembers = 3\nmaxRequest = 100000\n")) {
            byte[] bad = UploadBed.archive(Map.of("x", new byte[1]));
            assertThat(up.zip("", bad).statusCode()).isEqualTo(400);
            assertThat(up.zip("", new byte[0]).statusCode()).isEqualTo(400);
            assertThat(up.zip("", new byte[500]).statusCode()).isEqualTo(400);
            assertThat(up.zip("", java.util.Arrays.copyOf(good(), 300)).statusCode())
                    .isEqualTo(400);
            assertThat(up.zip("", new byte[100_001]).statusCode()).isEqualTo(413);
            byte[] many =
                    UploadBed.archive(Map.of("1", new byte[1], "2", new byte[1], "3", new byte[1], "4", new byte[1]));
            assertThat(up.zip("", many).statusCode()).isEqualTo(413);
            assertThat(up.bed().upload("POST", "/s/upload", good()).statusCode())
                    .isEqualTo(400);
            assertThat(up.bed()
                            .upload("POST", "/s/upload/", good(), "Content-Type", "multipart/form-data; boundary=no")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(up.bed().upload("PUT", "/s/upload", good()).statusCode()).isEqualTo(405);
            assertThat(up.lastId()).isEmpty();
            assertThat(up.waiting()).isZero();
        }
    }

    @Test
    void anArchiveIsFetchedFromHostsThatAreAllowed() throws Exception {
        HttpServer host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = host.getAddress().getPort();
        host.createContext("/s.zip", exchange -> {
            exchange.sendResponseHeaders(200, good().length);
            exchange.getResponseBody().write(good());
            exchange.close();
        });
        host.createContext("/away", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://localhost:" + port + "/s.zip");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        host.createContext("/here", exchange -> {
            exchange.getResponseHeaders().add("Location", "/s.zip");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        host.start();
        String rules = "[upload]\nallowedHosts = 127.0.0.1:" + port + "\n";
        try (UploadBed up = UploadBed.in(directory, rules)) {
            String base = "http://127.0.0.1:" + port;
            assertThat(fetched(up, "http://localhost:" + port + "/s.zip")).isEqualTo(400);
            assertThat(fetched(up, base + "/away"))
                    .as("a redirect to another host")
                    .isEqualTo(400);
            assertThat(fetched(up, base + "/missing")).isEqualTo(400);
            assertThat(fetched(up, "file:///etc/passwd")).isEqualTo(400);
            assertThat(fetched(up, "http://u@127.0.0.1:" + port + "/s.zip")).isEqualTo(400);
            assertThat(fetched(up, "::")).isEqualTo(400);
            assertThat(up.lastId()).isEmpty();
            assertThat(fetched(up, base + "/here")).isEqualTo(201);
            assertThat(up.bed().get("/s/" + FIRST).statusCode()).isEqualTo(200);
        } finally {
            host.stop(0);
        }
    }

    private static int fetched(UploadBed up, String url) throws Exception {
        byte[] form = ("product=Game&url=" + java.net.URLEncoder.encode(url, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        return up.bed()
                .upload("POST", "/s/upload", form, "Content-Type", "application/x-www-form-urlencoded")
                .statusCode();
    }
}
