// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What docs/scale.md says of several packaged servers behind nginx and behind HAProxy, with the files of the examples. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts nginx and HAProxy as Debian installs them")
class SeveralServersIT {
    private static final int KEYS = 60;
    private static final int MISSING = 20;
    private static final int SIZE = 20_000;
    /** More than nginx takes without being told. */
    private static final int UPLOADED = 3 << 20;

    private static final String NOBODY = "203.0.113.9";

    @TempDir
    private Path scratch;

    private final List<Versions> made = Versions.make(KEYS + MISSING + 2, SIZE);
    private final List<Versions> all = made.subList(0, KEYS + MISSING);
    private final List<Versions> keys = all.subList(0, KEYS);
    private final List<Versions> missing = all.subList(KEYS, all.size());
    private final Versions late = made.get(all.size());
    private final Versions never = made.get(all.size() + 1);
    private SeveralServers servers;
    private String front = "";

    @BeforeEach
    void startServers() throws Exception {
        List<Versions> upstream = new ArrayList<>(keys);
        upstream.add(late);
        servers = SeveralServers.start(scratch, upstream);
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        URI uri = URI.create(front + "/symbols/" + path);
        return servers.send(
                HttpRequest.newBuilder(uri).header("X-Forwarded-For", NOBODY).build());
    }

    private HttpResponse<byte[]> change(String method, String path, String token, byte[] body) throws Exception {
        return servers.send(HttpRequest.newBuilder(URI.create(front + "/symbols/" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofByteArray(body))
                .build());
    }

    private void assertRight(Versions key, String path) throws Exception {
        HttpResponse<byte[]> got = get(path);
        assertThat(got.statusCode()).as(path).isEqualTo(200);
        assertThat(Digests.sha256(got.body())).as(path).isEqualTo(Digests.sha256(key.first()));
    }

    private static List<String> otherLeaves(Versions key) {
        String compressed = key.name().substring(0, key.name().length() - 1) + "_";
        return List.of(key.key() + "/" + compressed, key.key() + "/file.ptr");
    }

    /** In turn the file comes first, or its other forms. */
    private void askForAll(boolean anyCase) throws Exception {
        for (int i = 0; i < KEYS; i++) {
            Versions key = keys.get(i);
            if (i % 2 == 0) {
                assertRight(key, key.path());
            }
            for (String leaf : otherLeaves(key)) {
                assertThat(get(leaf).statusCode()).as(leaf).isEqualTo(404);
            }
            assertRight(key, key.path());
            if (anyCase) {
                assertRight(key, key.path().toUpperCase(Locale.ROOT));
                assertRight(key, key.path().toLowerCase(Locale.ROOT).replace("app", "%41pp"));
            }
        }
        for (Versions key : missing) {
            for (String leaf : otherLeaves(key)) {
                assertThat(get(leaf).statusCode()).as(leaf).isEqualTo(404);
            }
            assertThat(get(key.path()).statusCode()).isEqualTo(404);
        }
    }

    private void assertEachHasOneServer() {
        for (Versions key : all) {
            assertThat(servers.askedOf(key)).as(key.key()).isEqualTo(1);
        }
        for (Versions key : keys) {
            assertThat(servers.holders(key)).as(key.key()).hasSize(1);
        }
        for (String name : SeveralServers.CACHES) {
            assertThat(keys.stream().map(servers::holders)).as(name).contains(List.of(name));
        }
    }

    private static Versions uploaded() {
        UUID guid = new UUID(0xFEDCBA9876543210L, 1);
        byte[] content = new PdbBuilder()
                .guid(guid).infoAge(1).dbiAge(1).stream(new byte[UPLOADED]).build();
        String index = guid.toString().replace("-", "").toUpperCase(Locale.ROOT) + "1";
        return new Versions("fresh.pdb", index, content, content);
    }

    private void upload(String token) throws Exception {
        Versions key = uploaded();
        byte[] content = key.first();
        HttpResponse<byte[]> stored = change("PUT", key.path(), token, content);
        String answer = new String(stored.body(), StandardCharsets.UTF_8);
        assertThat(stored.statusCode()).as(answer).isEqualTo(201);
        assertThat(servers.store().resolve(key.path())).hasBinaryContent(content);
        assertRight(key, key.path());
        assertThat(servers.askedOf(key)).isZero();
        Matcher id = Pattern.compile("\"transaction\":\"(\\d+)\"").matcher(answer);
        assertThat(id.find()).as(answer).isTrue();
        assertThat(change("DELETE", "transactions/" + id.group(1), token, new byte[0])
                        .statusCode())
                .isEqualTo(200);
        assertThat(servers.store().resolve(key.path())).doesNotExist();
        assertThat(change("PUT", key.path(), "no-token", new byte[1]).statusCode())
                .isEqualTo(401);
    }

    /** One is killed: its keys go to the others, which fetch them once more; theirs stay. */
    private void oneGoes(String name) throws Exception {
        List<Versions> lost = keys.stream()
                .filter(key -> servers.holders(key).equals(List.of(name)))
                .toList();
        String written = servers.kill(name);
        assertThat(written).contains("127.0.0.1 ").doesNotContain(NOBODY);
        for (int round = 0; round < 2; round++) {
            for (Versions key : keys) {
                assertRight(key, key.path());
            }
        }
        for (Versions key : keys) {
            assertThat(servers.askedOf(key)).as(key.key()).isEqualTo(lost.contains(key) ? 2 : 1);
        }
    }

    /** The store is killed: what others have comes, of what nobody else has it is not known. */
    private void storeGoes(String token) throws Exception {
        servers.kill("store");
        for (Versions key : keys) {
            assertRight(key, key.path());
        }
        assertRight(late, late.path());
        assertThat(get(never.path()).statusCode()).isEqualTo(503);
        Versions key = uploaded();
        assertThat(change("PUT", key.path(), token, key.first()).statusCode()).isIn(502, 503);
    }

    private Balancer start(String name) throws Exception {
        Balancer balancer = Balancer.start(name, scratch, servers);
        front = "http://127.0.0.1:" + balancer.port();
        return balancer;
    }

    private void assertServicesAreClosed() throws Exception {
        for (String path : List.of("/-/readyz", "/%2D/readyz")) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(front + path)).build();
            assertThat(servers.send(request).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void behindNginx() throws Exception {
        try (Balancer nginx = start("nginx")) {
            assertServicesAreClosed();
            askForAll(false);
            assertEachHasOneServer();
            String token = servers.uploadToken();
            upload(token);
            oneGoes("two");
            storeGoes(token);
            assertThat(nginx.stop())
                    .contains("Connection refused")
                    .doesNotContain("buffered to a temporary file")
                    .doesNotContain("[emerg]");
        }
    }

    @Test
    void behindHaproxy() throws Exception {
        try (Balancer haproxy = start("haproxy")) {
            assertServicesAreClosed();
            askForAll(true);
            assertEachHasOneServer();
            upload(servers.uploadToken());
            oneGoes("two");
            haproxy.process().awaitOutput("Server symproxy_caches/two is DOWN");
            servers.drain("three");
            haproxy.process()
                    .awaitOutput("Server symproxy_caches/three is DOWN, reason: Layer7 wrong status, code: 503");
            for (Versions key : keys) {
                assertRight(key, key.path());
                assertThat(servers.holders(key)).contains("one");
            }
            assertThat(haproxy.stop())
                    .doesNotContain("symproxy_caches/one is DOWN")
                    .doesNotContain("symproxy_store/store is DOWN");
        }
    }
}
