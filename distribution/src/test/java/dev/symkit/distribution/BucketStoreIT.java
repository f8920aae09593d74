// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.s3.S3Server;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged tools with the plug-in for buckets: what they fetch from one, and what they say where they cannot. */
class BucketStoreIT {
    private static final String STORE = "s3://symbols/team";
    private static final String NAME = "hello.exe";
    private static final String INDEX = "92617ED74000";

    @TempDir
    private static Path common;

    private static S3Server server;
    private static Path sample;

    @TempDir
    Path scratch;

    private Packaged tools;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(Files.createDirectory(common.resolve("s3")), "symbols");
        sample = Tree.sources().resolve("samples/build-1/x64").resolve(NAME);
        for (Path file : List.of(sample, sample.resolveSibling("hello.pdb"))) {
            ChildProcess.Result added =
                    here(common).run("symstore", "add", "/f", file.toString(), "/s", STORE, "/t", "Samples");
            assertThat(added.exit()).as(added.out() + added.err()).isZero();
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Packaged here(Path directory) {
        return Packaged.in(directory).on(server, server.endpoint());
    }

    @BeforeEach
    void tools() {
        tools = here(scratch);
    }

    private ChildProcess.Result get(String path, String... more) throws IOException, InterruptedException {
        String[] arguments = {"get", "-y", path, NAME, INDEX};
        return tools.run(
                "symsrv",
                Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
    }

    private Path kept(String cache) {
        return scratch.resolve(cache).resolve(NAME).resolve(INDEX).resolve(NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "srv*kept*s3://symbols/team",
        "cache*kept;srv*S3://symbols/team/",
        "cache*kept;symsrv*S3.dll*bucket=symbols*prefix=team"
    })
    void whatIsFoundIsKept(String path) throws Exception {
        ChildProcess.Result got = get(path, "--noisy", "--debug");
        assertThat(got.exit()).as(got.out() + got.err()).isZero();
        assertThat(kept("kept")).hasSameBinaryContentAs(sample);
        assertThat(got.out() + got.err()).doesNotContain(S3Server.SECRET_KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://symbols/none|1|miss (0x80070002): not found",
                "s3://no-such-bucket/team|3|unavailable (0x80070035): s3://no-such-bucket/team cannot be read: "
                        + "s3://no-such-bucket/team: there is no such bucket",
                "s3://a b|3|unavailable (0x80070035): s3://a b cannot be read: 's3://a b' is no store in a bucket: "
                        + "'a b' cannot be the name of a bucket"
            })
    void aFailureIsOneLine(String store, int exit, String message) throws Exception {
        ChildProcess.Result got = get("srv*kept*" + store);
        assertThat(got.exit()).as(got.out() + got.err()).isEqualTo(exit);
        assertThat(got.out()).isEmpty();
        assertThat(got.err()).hasLineCount(1).contains(message);
    }

    @Test
    void aWrongSecretIsDeniedAndNotShown() throws Exception {
        tools = tools.with("AWS_SECRET_ACCESS_KEY", "wr0ngw0rd");
        ChildProcess.Result got = get("srv*kept*" + STORE);
        assertThat(got.exit()).as(got.out() + got.err()).isEqualTo(3);
        assertThat(got.err()).hasLineCount(1).contains("denied (0x80070005)");
        ChildProcess.Result debug = get("srv*kept*" + STORE, "--noisy", "--debug");
        assertThat(debug.out() + debug.err() + got.err()).doesNotContain("wr0ngw0rd");
    }

    @Test
    void pingTellsWhetherTheBucketAnswers() throws Exception {
        ChildProcess.Result ping = tools.run("symsrv", "ping", STORE, "s3://no-such-bucket");
        assertThat(ping.exit()).isEqualTo(3);
        assertThat(ping.out())
                .contains(STORE + ": answers (0x00000000)", "s3://no-such-bucket: there is no such bucket (0x");
    }

    @Test
    void symchkFindsTheSymbolsInTheBucket() throws Exception {
        ChildProcess.Result checked = tools.run("symchk", sample.toString(), "/s", "srv*kept*" + STORE);
        assertThat(checked.exit()).as(checked.out() + checked.err()).isZero();
        assertThat(scratch.resolve("kept/hello.pdb")).isDirectory();
    }

    @Test
    void noRelativePointerLeadsOutOfABucket() throws Exception {
        String[] add = {"add", "/p", "-:REL", "/f", sample.toString(), "/s", "s3://symbols/pointers", "/t", "P"};
        ChildProcess.Result added = tools.run("symstore", add);
        assertThat(added.exit()).as(added.out() + added.err()).isZero();
        assertThat(added.out()).contains("No relative path leads from the store to " + sample);
        try (Bucket bucket = new Bucket(server)) {
            String pointer = "pointers/" + NAME + "/" + INDEX + "/file.ptr";
            assertThat(bucket.read(pointer)).asString().isEqualTo(sample.toString());
        }
    }

    @Test
    void aProxyIsFilledFromTheBucket() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path config = Files.writeString(
                scratch.resolve("symproxy.ini"),
                "[server]\nlisten = 127.0.0.1:" + port + "\nadmin.listen = off\ndrain.delay = 0\n"
                        + "[directory symbols]\npath = " + scratch.resolve("cache") + "\nupstream = bucket\n"
                        + "[upstream bucket]\nurl = " + STORE + "\n");
        ChildProcess.Spec serve = tools.spec("symproxy", "serve", "--config", config.toString());
        try (ChildProcess proxy = ChildProcess.start(serve.within(Duration.ofMinutes(5)))) {
            String path = "srv*local*http://127.0.0.1:" + port + "/symbols";
            ChildProcess.Result got = get(path);
            for (int tries = 0; got.exit() == 3 && tries < 50; tries++) { // it does not serve yet
                got = get(path);
            }
            assertThat(got.exit()).as(got.out() + got.err()).isZero();
            assertThat(kept("local")).hasSameBinaryContentAs(sample);
            assertThat(kept("cache")).hasSameBinaryContentAs(sample);
            assertThat(get("srv*other*http://127.0.0.1:" + port + "/symbols", "--json")
                            .exit())
                    .isZero();
            proxy.process().destroy();
            assertThat(proxy.await().exit()).isZero();
        }
    }
}
