// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.NginxServer;
import dev.symkit.testkit.SambaServer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server before two upstreams in a row: a store of two tiers that nginx serves, and one of one tier on a share. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts Samba and nginx as Debian installs them")
class SymProxyUpstreamsIT {
    private static final String NAME = "hello.exe";
    private static final String KEY = NAME + "/92617ED74000";

    @TempDir
    private Path scratch;

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path sample(String name) {
        return Tree.sources().resolve("samples/build-1/x64").resolve(name);
    }

    private static void add(Packaged tools, Path store, String name) throws Exception {
        ChildProcess.Result added =
                tools.run("symstore", "add", "/f", sample(name).toString(), "/s", store.toString(), "/t", "Samples");
        assertThat(added.exit()).as(added.out() + added.err()).isZero();
    }

    private static HttpResponse<byte[]> get(int port, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void bothFillTheCacheThatClientsAndProxiesRead() throws Exception {
        Path http = Files.createDirectory(scratch.resolve("http"));
        Files.createFile(http.resolve("index2.txt"));
        try (SambaServer samba = SambaServer.start(Files.createDirectory(scratch.resolve("samba")));
                NginxServer nginx =
                        NginxServer.start(Files.createDirectory(scratch.resolve("nginx")), "root " + http + ";", "")) {
            Packaged tools = Packaged.in(scratch).with("SYMKIT_OPTS", "-Dsymsrv.smb.port=" + samba.port());
            add(tools, http, NAME);
            assertThat(http.resolve("he").resolve(NAME)).isDirectory();
            add(tools, Files.createDirectory(samba.shared().resolve("store")), "engine.dll");
            int port = freePort();
            Path config = Files.writeString(
                    scratch.resolve("symproxy.ini"),
                    "[server]\nlisten = 127.0.0.1:" + port + "\nadmin.listen = off\ndrain.delay = 0\n"
                            + "[directory symbols]\npath = " + scratch.resolve("cache") + "\nupstream = web, share\n"
                            + "[upstream web]\nurl = http://127.0.0.1:" + nginx.port() + "\n"
                            + "[upstream share]\nurl = " + samba.store("store") + "\n");
            ChildProcess.Spec serve = ChildProcess.Spec.of(List.of(
                            Tree.exploded().resolve("bin/symproxy").toString(), "serve", "--config", config.toString()))
                    .with("SYMKIT_OPTS", "-Dsymsrv.smb.port=" + samba.port())
                    .within(Duration.ofMinutes(3));
            try (ChildProcess server = ChildProcess.start(serve)) {
                String path = "srv*local*http://127.0.0.1:" + port + "/symbols";
                ChildProcess.Result got = tools.run(
                        "symsrv", "get", "-y", path, "--for", sample(NAME).toString());
                for (int tries = 0; got.exit() == 3 && tries < 50; tries++) { // it does not serve yet
                    got = tools.run(
                            "symsrv", "get", "-y", path, "--for", sample(NAME).toString());
                }
                assertThat(got.exit()).as(got.out() + got.err()).isZero();
                ChildProcess.Result engine = tools.run(
                        "symsrv",
                        "get",
                        "-y",
                        path,
                        "--for",
                        sample("engine.dll").toString());
                assertThat(engine.exit()).as(engine.out() + engine.err()).isZero();
                assertThat(scratch.resolve("cache").resolve(KEY).resolve(NAME)).hasSameBinaryContentAs(sample(NAME));
                assertThat(scratch.resolve("cache").resolve("engine.dll")).isDirectory();
                assertThat(nginx.requests()).anyMatch(line -> line.contains("/he/" + KEY + "/" + NAME));
                throughAProxy(port);
                server.process().destroy();
                assertThat(server.await().exit()).isZero();
            }
        }
    }

    /** nginx in front of ours, keeping what it got. */
    private void throughAProxy(int port) throws Exception {
        Path kept = Files.createDirectory(scratch.resolve("kept"));
        String settings = "location / { root " + kept + "; try_files $uri @ours; }\n"
                + "location @ours { proxy_pass http://127.0.0.1:" + port + "; proxy_store " + kept + "$uri; }";
        byte[] whole = Files.readAllBytes(sample(NAME));
        try (NginxServer front = NginxServer.start(Files.createDirectory(scratch.resolve("front")), settings, "")) {
            String file = "/symbols/" + KEY + "/" + NAME;
            assertThat(get(front.port(), file).body()).isEqualTo(whole);
            HttpResponse<byte[]> part = get(front.port(), file, "Range", "bytes=-100");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, whole.length - 100, whole.length));
            assertThat(kept.resolve(file.substring(1))).exists();
            assertThat(get(front.port(), "/symbols/none.pdb/1/none.pdb").statusCode())
                    .isEqualTo(404);
        }
    }
}
