// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.RootOnly;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The packaged server as a user whom permissions stop: a file that it cannot open (symproxy.md 19). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "takes permissions as POSIX has them")
class SymProxyDiskIT {
    private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    private static final Versions KEY = Versions.make(1, 50_000).get(0);

    private static HttpResponse<byte[]> get(RunningProxy proxy) throws Exception {
        URI uri = URI.create(proxy.url("/s/" + KEY.path()));
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void aFileThatCannotBeOpenedIsPutAsideAndFetchedAgain() throws Exception {
        RootOnly.assume("a file that cannot be opened", "setpriv");
        Path scratch = Files.createTempDirectory("symkit-disk"); // JUnit's is for its user only
        try (ScriptedServer upstream = ScriptedServer.start()) {
            Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxrwxrwx"));
            upstream.on("/" + KEY.path(), Replies.ok(KEY.first()));
            Path launcher = Tree.exploded().resolve("bin/symproxy");
            if (RootOnly.run("setpriv", "--reuid=65534", "--clear-groups", "test", "-x", launcher.toString())
                            .exit()
                    != 0) {
                RootOnly.skip("a file that cannot be opened: other users do not reach " + launcher);
            }
            try (RunningProxy proxy =
                    RunningProxy.start(NOBODY, "", scratch, upstream.url(""), "[server]\nmemoryCache = 0")) {
                assertThat(get(proxy).body()).isEqualTo(KEY.first());
                Path file = scratch.resolve("cache").resolve(KEY.path());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
                HttpResponse<byte[]> failed = get(proxy);
                assertThat(failed.statusCode()).isEqualTo(500);
                assertThat(failed.headers().firstValue("Cache-Control")).contains("no-store");
                assertThat(get(proxy).body()).isEqualTo(KEY.first());
                try (Stream<Path> bad = Files.list(scratch.resolve("cache/.symproxy/bad"))) {
                    assertThat(bad).hasSize(1);
                }
                assertThat(proxy.service("readyz")).contains("ready");
                assertThat(proxy.stop()).doesNotContain("\tat ");
            }
            assertThat(upstream.paths()).filteredOn(("/" + KEY.path())::equals).hasSize(2);
        } finally {
            try (Stream<Path> all = Files.walk(scratch)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
