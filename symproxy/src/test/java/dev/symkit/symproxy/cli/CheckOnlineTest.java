// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckOnlineTest {
    @TempDir
    private Path directory;

    private ScriptedServer upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = ScriptedServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    private SymProxyRun check(String url, String... more) throws IOException {
        Files.writeString(
                directory.resolve("s.ini"),
                "[directory s]\npath = " + directory.resolve("cache") + "\nupstream = corp\n"
                        + "[upstream corp]\nretries = 0\nurl = " + url + "\n" + String.join("\n", more) + "\n");
        return SymProxyRun.of(directory, "check", "--config", "s.ini", "--online");
    }

    private static List<String> findings(SymProxyRun run) {
        return run.out().lines().filter(line -> line.startsWith("; ")).toList();
    }

    @Test
    void whatWorksIsToldAsComments() throws IOException {
        upstream.on("/sym/index2.txt", Replies.ok(new byte[0]));
        Path cache = Files.createDirectories(directory.resolve("cache"));
        SymProxyRun run = check(upstream.url("/sym"));

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        List<String> findings = findings(run);
        assertThat(findings).hasSize(2);
        assertThat(findings.get(0))
                .matches("; upstream corp: http://\\S+/sym: answers, two-tier, a miss takes \\d+ ms");
        assertThat(findings.get(1)).isEqualTo("; directory s: " + cache + ": can be written to");
        assertThat(run.out()).startsWith("[server]\n");
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatIsNotThereYetIsNotMade() throws IOException {
        SymProxyRun run = check(upstream.url("/sym"));

        assertThat(run.code()).isZero();
        assertThat(findings(run).get(0)).contains(": answers, one-tier, ");
        assertThat(findings(run).get(1)).isEqualTo("; directory s: " + directory.resolve("cache") + ": can be made");
        assertThat(directory.resolve("cache")).doesNotExist();
    }

    @Test
    void anUpstreamThatDoesNotAnswerIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        SymProxyRun run = check("http://127.0.0.1:" + port + "/sym");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("symproxy: upstream corp: http://127.0.0.1:" + port + "/sym: ");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(findings(run).get(0)).endsWith(" (FAILED)");
    }

    @Test
    void anUpstreamThatRefusesIsNoSuccess() throws IOException {
        upstream.otherwise(Replies.status(401));
        SymProxyRun run = check(upstream.url("/sym"));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("symproxy: upstream corp: ").contains("401");
    }

    @Test
    void anUpstreamThatHasEverythingHasNothing() throws IOException {
        upstream.otherwise(Replies.ok(new byte[100]));
        SymProxyRun run = check(upstream.url("/sym"));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("it answers every request");
        upstream.otherwise(Replies.ok("<html>welcome</html>".getBytes(StandardCharsets.US_ASCII)));
        assertThat(check(upstream.url("/sym")).err()).contains("unexpected HTML");
    }

    @Test
    void anUpstreamThatHangsIsNotWaitedForForEver() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        upstream.otherwise((request, out, server) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return false;
        });
        SymProxyRun run = check(upstream.url("/sym"), "connectTimeout = 200ms", "responseTimeout = 200ms");
        never.countDown();

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("symproxy: upstream corp: ");
    }

    @Test
    void aDirectoryAsUpstreamHasToBeThere() throws IOException {
        SymProxyRun missing = check(directory.resolve("store").toString());
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err())
                .isEqualTo("symproxy: upstream corp: " + directory.resolve("store") + ": is not there\n");
        Files.createDirectory(directory.resolve("store"));
        assertThat(check(directory.resolve("store").toString()).code()).isZero();
    }

    @Test
    void aDirectoryThatIsAFileIsNamed() throws IOException {
        Files.writeString(directory.resolve("cache"), "x");
        SymProxyRun run = check(upstream.url("/sym"));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo(
                        "symproxy: directory s: cannot write to " + directory.resolve("cache") + ": is no directory\n");
    }

    @Test
    void withAProblemNobodyIsAsked() throws IOException {
        SymProxyRun run = check(upstream.url("/sym"), "frobnicate = 1");

        assertThat(run.code()).isEqualTo(2);
        assertThat(findings(run)).isEmpty();
        assertThat(upstream.requests()).isEmpty();
    }
}
