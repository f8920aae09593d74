// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.NginxServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The settings of docs/serving-a-store.md, with a store that the packaged tool filled. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts nginx as Debian installs it")
class ServingStoreIT {
    private static final Pattern NGINX = Pattern.compile("```nginx\n(location.*?)```", Pattern.DOTALL);
    private static final String FILE = "/symbols/hello.exe/92617ED74000/hello.exe";

    @TempDir
    Path scratch;

    private HttpResponse<byte[]> get(NginxServer server, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void nginxGivesFilesAndNothingElse() throws Exception {
        Path store = scratch.resolve("store");
        Path sample = Tree.sources().resolve("samples/build-1/x64/hello.exe");
        Run run = Run.of(
                scratch,
                Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", System.getProperty("java.home")),
                List.of(
                        Tree.exploded().resolve("bin/symstore").toString(),
                        "add",
                        "/f",
                        sample.toString(),
                        "/s",
                        store.toString(),
                        "/t",
                        "Samples"));
        assertThat(run.exit()).as(run.out() + run.err()).isZero();

        Matcher settings = NGINX.matcher(Files.readString(Tree.sources().resolve("docs/serving-a-store.md")));
        assertThat(settings.find()).isTrue();
        String location = settings.group(1).replace("/srv/symbols/", store + "/");
        try (NginxServer server = NginxServer.start(Files.createDirectory(scratch.resolve("nginx")), location, "")) {
            HttpResponse<byte[]> file = get(server, FILE);
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("content-type")).contains("application/octet-stream");
            assertThat(file.headers().firstValue("last-modified")).isPresent();
            assertThat(file.body()).isEqualTo(Files.readAllBytes(sample));
            HttpResponse<byte[]> part = get(server, FILE, "Range", "bytes=2-5");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).hasSize(4);
            assertThat(get(server, "/symbols/pingme.txt").statusCode()).isEqualTo(200);
            for (String missing : List.of(
                    "/symbols/hello.exe/92617ED74000/hello.ex_",
                    "/symbols/hello.exe/92617ED74000/file.ptr",
                    "/symbols/index2.txt",
                    "/symbols/none.pdb/1/none.pdb",
                    "/symbols/000Admin/server.txt",
                    "/symbols/000admin/server.txt",
                    "/symbols/000Admin")) {
                assertThat(get(server, missing).statusCode()).as(missing).isEqualTo(404);
            }
            assertThat(server.requests()).contains("GET " + FILE + " HTTP/1.1");
        }
    }
}
