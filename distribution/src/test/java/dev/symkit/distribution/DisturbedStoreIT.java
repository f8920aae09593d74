// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.NginxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files deleted, cut and replaced on the server while several processes fetch them, again and again, into caches they share. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts nginx as Debian installs it")
class DisturbedStoreIT {
    private static final int KEYS = 40;
    private static final int SIZE = 150_000;
    private static final int READERS = 3;
    private static final int ROUNDS = 4;

    /** One line for each key: where it is, or why not, with the code and the file that is wrong. */
    private static final Pattern LINE = Pattern.compile("app\\d+\\.(pdb|dll)/[0-9A-Fa-f]+: (found: /\\S+"
            + "|miss \\(0x(80190194|80070002|80070003)\\): .*not found"
            + "|bad-file \\(0x[0-9A-F]{8}\\): http://127\\.0\\.0\\.1:\\d+/\\S+ (is empty|is HTML or XML|does not begin as one"
            + "|is cut off: .*|bad format: .*)"
            + "|unavailable \\(0x[0-9A-F]{8}\\): .*http://127\\.0\\.0\\.1:\\d+.*)");

    @TempDir
    Path scratch;

    private List<Versions> keys = List.of();
    private Packaged tools;
    private Path list;

    @BeforeEach
    void prepare() throws IOException {
        keys = Versions.make(KEYS, SIZE);
        tools = Packaged.in(scratch);
        list = Files.write(
                scratch.resolve("keys.txt"), keys.stream().map(Versions::key).toList());
    }

    private ChildProcess.Result fetch(Path cache, String url, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("bulk", "-y", "srv*" + cache + "*" + url, "-j", "4"));
        arguments.addAll(List.of("--list", list.toString(), "--proxy", "none"));
        arguments.addAll(List.of(more));
        ChildProcess.Result result = tools.run("symsrv", arguments.toArray(String[]::new));
        assertThat(result.exit()).as(result.out() + result.err()).isIn(0, 1, 3);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .hasSize(KEYS)
                .allMatch(line -> LINE.matcher(line).matches());
        return result;
    }

    /** Fetches into a cache of its own and into one that all readers replace the files of. */
    private int read(int reader, String url) throws IOException, InterruptedException {
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path own = scratch.resolve("own-" + reader + "-" + round);
            found += count(fetch(own, url));
            Versions.assertSound(own, keys);
            found += count(fetch(scratch.resolve("shared"), url, "--overwrite"));
        }
        return found;
    }

    private static int count(ChildProcess.Result result) {
        return (int)
                result.out().lines().filter(line -> line.contains(": found: ")).count();
    }

    @Test
    void nothingWrongGetsIntoACache() throws Exception {
        Path store = Files.createDirectory(scratch.resolve("store"));
        Disturber disturber = new Disturber(store, Files.createDirectory(scratch.resolve("aside")), keys, 1);
        disturber.restore();
        // With sendfile the kernel sends the pages of the file itself: what is cut off in place turns to zeros on its
        // way (observed,
        // Linux 6 and nginx 1.22), and no client can tell.
        String location = "location / { root " + store + "; default_type application/octet-stream; sendfile off; }";
        ExecutorService pool = Executors.newFixedThreadPool(READERS);
        try (NginxServer server = NginxServer.start(Files.createDirectory(scratch.resolve("nginx")), location, "")) {
            String url = "http://127.0.0.1:" + server.port();
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int reader = i;
                readers.add(pool.submit(() -> read(reader, url)));
            }
            while (!readers.stream().allMatch(Future::isDone)) {
                disturber.step();
            }
            int found = 0;
            for (Future<Integer> reader : readers) {
                found += reader.get();
            }
            assertThat(found).isBetween(KEYS, 2 * READERS * ROUNDS * KEYS - 1);

            disturber.restore();
            Path shared = scratch.resolve("shared");
            Versions.assertSound(shared, keys);
            for (Path cache : List.of(shared, scratch.resolve("own-0-0"), scratch.resolve("fresh"))) {
                ChildProcess.Result all = fetch(cache, url);
                assertThat(all.exit()).as(all.out()).isZero();
                Versions.assertAll(cache, keys);
            }
        } finally {
            pool.shutdown();
        }
    }
}
