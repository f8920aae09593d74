// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.http.DiskReply;
import dev.symkit.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Many processes with many threads each want the same large file in one directory (symsrv.md 19, 6). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts the launcher for POSIX shells")
class SharedCacheIT {
    private static final int PROCESSES = 20;
    private static final int THREADS = 50;

    /** The server gives nobody a byte before so many have asked: that many fetch at the same time. */
    private static final int AT_ONCE = 12;

    private static final int SAMPLES = 16;
    private static final int SAMPLE = 4096;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    Path scratch;

    /** How often a reader saw nothing, and the file. */
    private record Seen(long nothing, long whole) {}

    @Test
    void everyReaderSeesNothingOrTheWholeFile() throws Exception {
        Path original = BigImage.write(scratch.resolve("original"), 1);
        Path cache = scratch.resolve("cache");
        Path keys = Files.write(
                scratch.resolve("keys.txt"), Collections.nCopies(THREADS, BigImage.NAME + "/" + BigImage.INDEX));
        CountDownLatch asked = new CountDownLatch(AT_ONCE);
        DiskReply reply = new DiskReply(original, "", sent -> {});
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/s/" + BigImage.PLACE, (request, out, from) -> {
                asked.countDown();
                await(asked);
                return reply.answer(request, out, from);
            });
            List<Future<Seen>> seen = List.of(
                    readers.submit(() -> read(cache.resolve(BigImage.PLACE), original, 1, over)),
                    readers.submit(() -> read(cache.resolve(BigImage.PLACE), original, 2, over)));
            for (ChildProcess.Result result : run(cache, keys, server.url("/s"))) {
                String line = BigImage.NAME + "/" + BigImage.INDEX + ": found: " + cache.resolve(BigImage.PLACE) + "\n";
                assertThat(result.err()).isEmpty();
                assertThat(result.out()).isEqualTo(line.repeat(THREADS));
                assertThat(result.exit()).isZero();
            }
            over.set(true);
            for (Future<Seen> one : seen) {
                assertThat(one.get().nothing()).isPositive();
                assertThat(one.get().whole()).isPositive();
            }
            assertThat(server.paths())
                    .filteredOn(path -> path.endsWith(BigImage.PLACE))
                    .hasSizeBetween(AT_ONCE, PROCESSES);
        } finally {
            over.set(true);
            readers.shutdownNow();
        }
        BigImage.assertAlone(cache, original, "at the end");
    }

    private List<ChildProcess.Result> run(Path cache, Path keys, String url) throws IOException, InterruptedException {
        List<String> command = List.of(
                Tree.exploded().resolve("bin/symsrv").toString(),
                "bulk",
                "-y",
                "srv*" + cache + "*" + url,
                "--list",
                keys.toString(),
                "-j",
                String.valueOf(THREADS),
                "--proxy",
                "none",
                "--timeout",
                String.valueOf(LIMIT.toSeconds()));
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "SYMKIT_OPTS", "-Xmx64m -XX:+UseSerialGC");
        List<ChildProcess> children = new ArrayList<>();
        List<ChildProcess.Result> results = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                children.add(ChildProcess.start(new ChildProcess.Spec(command, scratch, environment, LIMIT)));
            }
            for (ChildProcess child : children) {
                results.add(child.await());
            }
        } finally {
            children.forEach(ChildProcess::close);
        }
        return results;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(latch.getCount() + " processes have not asked");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Looks at the file again and again, for the last time when it is all over. */
    private static Seen read(Path target, Path original, long seed, AtomicBoolean over) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        long nothing = 0;
        long whole = 0;
        try (FileChannel wanted = FileChannel.open(original, StandardOpenOption.READ)) {
            while (true) {
                boolean last = over.get();
                try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ)) {
                    assertThat(channel.size()).isEqualTo(BigImage.SIZE);
                    for (int i = 0; i < SAMPLES; i++) {
                        long at = random.nextLong(BigImage.SIZE - SAMPLE);
                        assertThat(sample(channel, at)).as("at %d", at).isEqualTo(sample(wanted, at));
                    }
                    whole++;
                } catch (NoSuchFileException e) {
                    nothing++;
                }
                if (last) {
                    return new Seen(nothing, whole);
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static ByteBuffer sample(FileChannel channel, long at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SAMPLE);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("ends at " + (at + bytes.position()));
            }
        }
        return bytes.flip();
    }
}
