// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.http.Replies;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code symchk /im} with long manifests: files at the same time, in the order of the lines, and Ctrl-C (symchk.md 7.3, 10). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class SymChkManifestIT {
    private static final long LATENCY_NANOS = 20_000_000;
    private static final int JOBS = 16;

    @TempDir
    Path scratch;

    private ScriptedServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = ScriptedServer.start();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    private static UUID guid(int number) {
        return new UUID(0x5DAD44455A83417DL, 0xBDB6BE0600000000L + number);
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "module%04d.pdb", number);
    }

    private static String index(int number) {
        return guid(number).toString().replace("-", "").toUpperCase(Locale.ROOT) + "1";
    }

    private static String path(int number) {
        return name(number) + "/" + index(number) + "/" + name(number);
    }

    private static byte[] pdb(int number) {
        return new PdbBuilder().guid(guid(number)).build();
    }

    private Path manifest(int lines) throws IOException {
        List<String> text = new ArrayList<>();
        IntStream.range(0, lines).forEach(number -> text.add(name(number) + "," + index(number) + ",1"));
        return Files.write(scratch.resolve("list.txt"), text, UTF_8);
    }

    private ChildProcess.Spec fetch(List<String> prefix, String cache, int jobs) {
        String path = "srv*" + scratch.resolve(cache) + "*" + server.url("/s");
        return Packaged.in(scratch)
                .with("SYMKIT_OPTS", "-Djava.io.tmpdir=" + scratch.resolve("temporary"))
                .spec(prefix, "symchk", "-im", "list.txt", "-s", path, "-op", "--jobs", "" + jobs);
    }

    @Test
    void sixteenAtATimeTellTheSameAsOne() throws Exception {
        int lines = 2000;
        int every = 50; // one of so many is not there
        manifest(lines);
        Files.createDirectory(scratch.resolve("temporary"));
        for (int i = 0; i < lines; i++) {
            ScriptedServer.Script file = Replies.ok(pdb(i));
            if (i % every != 7) {
                server.on("/s/" + path(i), (request, out, from) -> {
                    LockSupport.parkNanos(LATENCY_NANOS);
                    return file.answer(request, out, from);
                });
            }
        }
        server.otherwise((request, out, from) -> {
            LockSupport.parkNanos(LATENCY_NANOS);
            return Replies.status(404).answer(request, out, from);
        });
        ChildProcess.Result many = ChildProcess.run(fetch(List.of(), "many", JOBS));
        assertThat(server.mostUnderWay()).isGreaterThan(8).isLessThanOrEqualTo(JOBS);
        assertThat(server.connections()).isLessThan(lines / 10);
        List<String> told = many.out().lines().toList();
        int missing = lines / every;
        assertThat(told)
                .hasSize(lines + 3)
                .endsWith(
                        "",
                        "SYMCHK: FAILED files = " + missing,
                        "SYMCHK: PASSED + IGNORED files = " + (lines - missing));
        for (int i = 0; i < lines; i++) {
            assertThat(told.get(i))
                    .startsWith("SYMCHK: " + name(i) + " ")
                    .contains(i % every == 7 ? "ERROR" : "PASSED");
        }
        assertThat(many.exit()).isEqualTo(1);

        assertAloneTellsTheSame(lines, every, many);
        assertThat(scratch.resolve("temporary")).isEmptyDirectory();
    }

    private void assertAloneTellsTheSame(int lines, int every, ChildProcess.Result many) throws Exception {
        try (ScriptedServer quick = ScriptedServer.start()) {
            IntStream.range(0, lines)
                    .filter(i -> i % every != 7)
                    .forEach(i -> quick.on("/s/" + path(i), Replies.ok(pdb(i))));
            server.close();
            server = quick;
            ChildProcess.Result one = ChildProcess.run(fetch(List.of(), "one", 1));
            assertThat(quick.mostUnderWay()).isEqualTo(1);
            assertThat(one.out()).isEqualTo(many.out());
            assertThat(one.err()).isEqualTo(many.err());
            assertThat(one.exit()).isEqualTo(many.exit());
        }
        assertThat(BigImage.files(scratch.resolve("one")))
                .hasSize(lines - lines / every + 1)
                .containsExactlyInAnyOrderElementsOf(BigImage.files(scratch.resolve("many")));
    }

    /** Sends SIGINT while sixteen files are half fetched. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs setsid and env --default-signal")
    void controlCEndsItWithTheTotalsSoFar() throws Exception {
        int whole = 100;
        manifest(2000);
        Files.createDirectory(scratch.resolve("temporary"));
        for (int i = 0; i < whole; i++) {
            server.on("/s/" + path(i), Replies.ok(pdb(i)));
        }
        CountDownLatch halves = new CountDownLatch(JOBS);
        server.otherwise((request, out, from) -> {
            if (!request.path().endsWith(".pdb")) {
                return Replies.status(404).answer(request, out, from);
            }
            byte[] pdb = pdb(0);
            out.write(ScriptedServer.ascii("HTTP/1.1 200 X\r\nContent-Length: " + pdb.length + "\r\n\r\n"));
            out.write(pdb, 0, pdb.length / 2);
            out.flush();
            halves.countDown();
            from.stall();
            return false;
        });
        ChildProcess.Spec spec = fetch(List.of("setsid", "env", "--default-signal=INT"), "cache", JOBS);
        try (ChildProcess fetch = ChildProcess.start(spec)) {
            assertThat(halves.await(2, TimeUnit.MINUTES)).isTrue();
            List<String> asked = server.paths();
            String group = "-" + fetch.process().pid();
            assertThat(ChildProcess.run(ChildProcess.Spec.of(List.of("kill", "-INT", "--", group)))
                            .exit())
                    .isZero();
            ChildProcess.Result result = fetch.await();
            assertThat(result.exit()).as(result.err()).isEqualTo(130);
            assertThat(result.err()).isEmpty();
            assertThat(server.paths()).isEqualTo(asked);
            assertThat(result.out())
                    .endsWith("\n\nSYMCHK: FAILED files = 0\nSYMCHK: PASSED + IGNORED files = " + whole + "\n");
            assertThat(result.out().lines()).hasSize(whole + 3);
        }
        assertThat(BigImage.files(scratch.resolve("cache"))).hasSize(whole + 1);
        for (int i = 0; i < whole; i++) {
            assertThat(scratch.resolve("cache").resolve(path(i))).hasBinaryContent(pdb(i));
        }
        assertThat(scratch.resolve("temporary")).isEmptyDirectory();
    }
}
