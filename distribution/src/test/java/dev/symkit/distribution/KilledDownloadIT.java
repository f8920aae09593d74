// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.http.DiskReply;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Downloads of 200 MB into one cache are killed (SIGKILL) at random moments, one to four of four processes in each round (symsrv.md
 * 19, 7). System properties: {@code symkit.test.kills}, how many altogether; {@code symkit.test.seed}, where the random numbers begin.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class KilledDownloadIT {
    private static final int KILLS = Integer.getInteger("symkit.test.kills", 6);
    private static final long SEED = Long.getLong("symkit.test.seed", 20261129);
    private static final int PROCESSES = 4;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** This much of the moments, in parts of the file, is behind the last byte: the file is checked and put in place then. */
    private static final double BEHIND = 0.3;

    private static final long LONGEST_END_NANOS = 60_000_000;

    @TempDir
    Path scratch;

    private Path original = Path.of("");
    private Path cache = Path.of("");

    /**
     * One process that is killed, or not.
     *
     * @param moment bytes the server has sent to it by then; {@link Long#MAX_VALUE}: it lives
     * @param late how long after that, if that is all
     * @param process comes when it is started
     */
    private record Victim(long moment, long late, CompletableFuture<Process> process) {
        static Victim of(SplittableRandom random, boolean dies) {
            long moment = (long) (random.nextDouble() * (1 + BEHIND) * BigImage.SIZE);
            long late = random.nextLong(LONGEST_END_NANOS);
            return new Victim(dies ? moment : Long.MAX_VALUE, late, new CompletableFuture<>());
        }

        boolean dies() {
            return moment != Long.MAX_VALUE;
        }

        /** Called by the server, while the process waits for more, or after the last byte. */
        void sent(long bytes) {
            if (dies() && bytes >= Math.min(moment, BigImage.SIZE)) {
                if (moment > BigImage.SIZE) {
                    LockSupport.parkNanos(late);
                }
                process.join().destroyForcibly(); // SIGKILL
            }
        }

        @Override
        public String toString() {
            return dies() ? moment + (moment > BigImage.SIZE ? " + " + late + " ns" : "") : "lives";
        }
    }

    @Test
    void leavesNothingOrTheWholeFile() throws Exception {
        System.out.println("kills " + KILLS + ", symkit.test.seed " + SEED);
        original = BigImage.write(scratch.resolve("original"), SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        int round = 0;
        for (int killed = 0; killed < KILLS; round++) {
            int more = Math.min(random.nextInt(1, PROCESSES + 1), KILLS - killed);
            cache = scratch.resolve("cache" + round);
            round(random, more, random.nextBoolean() ? "\"tag\"" : "");
            killed += more;
            delete(cache);
        }
    }

    private void round(SplittableRandom random, int kills, String tag) throws Exception {
        List<Victim> victims = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            victims.add(Victim.of(random, i < kills));
        }
        String what = victims + (tag.isEmpty() ? "" : ", in ranges");
        List<ChildProcess> children = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.start()) {
            for (int i = 0; i < PROCESSES; i++) {
                server.on("/" + i + "/" + BigImage.PLACE, new DiskReply(original, tag, victims.get(i)::sent));
            }
            for (int i = 0; i < PROCESSES; i++) {
                children.add(ChildProcess.start(get(server.url("/" + i))));
                victims.get(i).process().complete(children.get(i).process());
            }
            for (int i = 0; i < PROCESSES; i++) {
                end(children.get(i), victims.get(i), what);
            }
            server.on("/s/" + BigImage.PLACE, new DiskReply(original, tag, sent -> {}));
            ChildProcess.Result next = ChildProcess.run(get(server.url("/s")));
            assertFound(next, what);
        } finally {
            children.forEach(ChildProcess::close);
        }
        BigImage.assertAlone(cache, original, what);
    }

    /** The file is whole or absent after every end. One that was to be killed found the file in the cache if it ended well. */
    private void end(ChildProcess child, Victim victim, String what) throws Exception {
        ChildProcess.Result result = child.await();
        Path target = cache.resolve(BigImage.PLACE);
        if (result.exit() == 0 || !victim.dies()) {
            assertFound(result, what);
        } else {
            assertThat(result.exit()).as(what + result.err()).isEqualTo(128 + 9);
        }
        if (Files.exists(target)) {
            BigImage.assertWhole(target, original, what);
        }
    }

    private void assertFound(ChildProcess.Result result, String what) {
        assertThat(result.err()).as(what).isEmpty();
        assertThat(result.out()).isEqualTo(cache.resolve(BigImage.PLACE) + "\n");
        assertThat(result.exit()).isZero();
    }

    private ChildProcess.Spec get(String url) {
        String tool = Tree.exploded().resolve("bin/symsrv").toString();
        String path = "srv*" + cache + "*" + url;
        return new ChildProcess.Spec(
                List.of(tool, "get", "-y", path, BigImage.NAME, BigImage.INDEX, "--proxy", "none"),
                scratch,
                Map.of("JAVA_HOME", System.getProperty("java.home"), "SYMKIT_OPTS", "-Xmx64m -XX:+UseSerialGC"),
                LIMIT);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
