// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.SambaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A share that many processes of symstore fill while others fetch from it with symsrv, all started by their launchers. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts Samba as Debian installs it")
class BusyShareIT {
    private static final int WRITERS = 8;
    private static final int READERS = 3;
    private static final int KEYS = 32;
    private static final int SIZE = 150_000;

    /** One line for each key: where it is, or why not, with the code and the file that is wrong. */
    private static final Pattern LINE = Pattern.compile("app\\d+\\.(pdb|dll)/[0-9A-Fa-f]+: (found: /\\S+"
            + "|miss \\(0x8007000[23]\\): .*not found"
            + "|bad-file \\(0x[0-9A-F]{8}\\): \\\\\\\\127\\.0\\.0\\.1\\\\sym\\\\\\S+ (is empty|is HTML or XML"
            + "|does not begin as one|is cut off: .*|bad format: .*)"
            + "|unavailable \\(0x80070035\\): \\\\\\\\127\\.0\\.0\\.1\\\\sym\\\\\\S+ cannot be read: .*)");

    @TempDir
    Path scratch;

    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private List<Versions> keys = List.of();
    private SambaServer samba;
    private Packaged tools;
    private Path list;

    @BeforeEach
    void prepare() throws Exception {
        samba = SambaServer.start(Files.createDirectory(scratch.resolve("samba")));
        tools = Packaged.in(scratch).with("SYMKIT_OPTS", "-Dsymsrv.smb.port=" + samba.port());
        keys = Versions.make(KEYS, SIZE);
        list = Files.write(
                scratch.resolve("keys.txt"), keys.stream().map(Versions::key).toList());
    }

    @AfterEach
    void stop() {
        pool.shutdown();
        if (samba != null) {
            samba.close();
        }
    }

    private ChildProcess.Result fetch(Path cache, String... more) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("bulk", "-y", "srv*" + cache + "*" + samba.store("store"), "-j", "4"));
        arguments.addAll(List.of("--list", list.toString()));
        arguments.addAll(List.of(more));
        ChildProcess.Result result = tools.run("symsrv", arguments.toArray(String[]::new));
        assertThat(result.exit()).as(result.out() + result.err()).isIn(0, 1, 3);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .hasSize(KEYS)
                .allMatch(line -> LINE.matcher(line).matches());
        return result;
    }

    /** Fetches into a cache of its own and into one that all readers replace the files of, until all is over. */
    private int read(int reader) throws IOException, InterruptedException {
        int rounds = 0;
        for (; !over.get(); rounds++) {
            Path own = scratch.resolve("own-" + reader + "-" + rounds);
            fetch(own);
            Versions.assertSound(own, keys);
            fetch(scratch.resolve("shared"), "--overwrite");
        }
        return rounds;
    }

    private List<Future<Integer>> startReaders() {
        List<Future<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            int reader = i;
            readers.add(pool.submit(() -> read(reader)));
        }
        return readers;
    }

    /** Each writer adds every other key, half of them the first version and half the second. */
    private ChildProcess start(int writer, boolean compresses) throws IOException {
        Path files = scratch.resolve("writer" + writer);
        for (int i = 0; i < KEYS; i++) {
            Versions key = keys.get(i);
            if (i % 2 == writer % 2) {
                Files.createDirectories(files);
                Files.write(files.resolve(key.name()), writer < WRITERS / 2 ? key.first() : key.second());
            }
        }
        return tools.start(
                "symstore",
                "add",
                "/r",
                "/f",
                files.toString(),
                "/s",
                samba.store("store"),
                "/t",
                "Product " + writer,
                compresses && writer % 4 < 2 ? "/compress" : "/o");
    }

    private void fill(boolean compresses) throws IOException, InterruptedException {
        List<ChildProcess> writers = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(start(i, compresses));
            }
            for (ChildProcess writer : writers) {
                ChildProcess.Result result = writer.await();
                assertThat(result.exit()).as(result.out() + result.err()).isZero();
                assertThat(result.out()).contains("SYMSTORE: Number of errors = 0");
                assertThat(result.err()).isEmpty();
            }
        } finally {
            writers.forEach(ChildProcess::close);
        }
    }

    private void assertAllThere() throws IOException, InterruptedException {
        Versions.assertSound(scratch.resolve("shared"), keys);
        for (String cache : List.of("shared", "fresh")) {
            ChildProcess.Result all = fetch(scratch.resolve(cache));
            assertThat(all.exit()).as(all.out()).isZero();
            Versions.assertAll(scratch.resolve(cache), keys);
        }
        ChildProcess.Result verified = tools.run("symstore", "verify", "/s", samba.store("store"));
        assertThat(verified.out() + verified.err()).isEqualTo("SYMSTORE: Number of problems = 0\n");
        assertThat(verified.exit()).isZero();
    }

    @Test
    void manyWritersAndReadersAtOnce() throws Exception {
        List<Future<Integer>> readers = startReaders();
        try {
            fill(true);
        } finally {
            over.set(true);
        }
        for (Future<Integer> reader : readers) {
            assertThat(reader.get()).isPositive();
        }
        assertAllThere();
    }

    @Test
    void filesChangeUnderTheClient() throws Exception {
        fill(false);
        Disturber disturber = new Disturber(
                samba.shared().resolve("store"), Files.createDirectory(scratch.resolve("aside")), keys, 2);
        disturber.restore();
        List<Future<Integer>> readers = startReaders();
        try {
            for (int i = 0; i < 3_000 && readers.stream().noneMatch(Future::isDone); i++) {
                disturber.step();
            }
        } finally {
            over.set(true);
        }
        for (Future<Integer> reader : readers) {
            assertThat(reader.get()).isPositive();
        }
        disturber.restore();
        assertAllThere();
    }
}
