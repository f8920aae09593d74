// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.LockRequest;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C in a terminal, which sends SIGINT to all processes of the foreground group, and what other programs send to end one. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs setsid and env --default-signal")
class InterruptIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path scratch;

    private SortedMap<String, String> before = new TreeMap<>();

    @BeforeEach
    void makeAStore() throws Exception {
        writeProgram("first.exe", 1, 0);
        assertThat(symstore("add", "/f", "first.exe", "/s", "S", "/t", "P").exit())
                .isZero();
        before = tree();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void nothingHasChangedAfterAnInterruptedWaitForTheLock(String signal) throws Exception {
        writeProgram("second.exe", 2, 0);
        try (StoreStorage storage = StoreStorages.local(scratch.resolve("S"), StorageOptions.DEFAULT);
                StoreLock lock = lock(storage);
                ChildProcess add = start("add", "/f", "second.exe", "/s", "S", "/t", "P", "/o")) {
            add.awaitOutput("Waiting for the store's lock");
            interrupt(add, signal);
            assertStopped(add);
            assertThat(lock.stillHeld()).isTrue();
        }
        assertNothingChanged();
    }

    @Test
    void nothingHasChangedAfterAnInterruptedCopy() throws Exception {
        for (int i = 0; i < 64; i++) {
            writeProgram("many/" + i + ".exe", 100 + i, 4 << 20);
        }
        // The lock is taken, so the add cannot get any further than to the end of its copies.
        try (StoreStorage storage = StoreStorages.local(scratch.resolve("S"), StorageOptions.DEFAULT);
                StoreLock lock = lock(storage);
                ChildProcess add = start("add", "/f", "many", "/s", "S", "/t", "P", "--jobs", "1")) {
            while (!isCopying()) {
                assertThat(add.process().isAlive()).isTrue();
                LockSupport.parkNanos(1_000_000);
            }
            interrupt(add, "INT");
            assertStopped(add);
            assertThat(lock.stillHeld()).isTrue();
        }
        assertNothingChanged();
    }

    @Test
    void aNewStoreHasNoTransactionAfterAnInterruptedWait() throws Exception {
        Files.createDirectories(scratch.resolve("N/000Admin"));
        try (StoreStorage storage = StoreStorages.local(scratch.resolve("N"), StorageOptions.DEFAULT);
                StoreLock lock = lock(storage);
                ChildProcess add = start("add", "/f", "first.exe", "/s", "N", "/t", "P", "/o", "--json", "/d", "log")) {
            while (!hasStaged("N")) {
                assertThat(add.process().isAlive()).isTrue();
                LockSupport.parkNanos(1_000_000);
            }
            interrupt(add, "INT");
            assertStopped(add);
            assertThat(lock.stillHeld()).isTrue();
        }
        assertThat(scratch.resolve("log")).isEmptyFile();
        try (Stream<Path> files = Files.walk(scratch.resolve("N"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactly(".symstore.lock");
        }
    }

    /** The commit point may be followed by the end before the signal arrives; the transaction is whole either way. */
    @Test
    void aTransactionThatExistsIsFinishedFirst() throws Exception {
        int count = 300;
        for (int i = 0; i < count; i++) {
            writeProgram("many/" + i + ".exe", 100 + i, 0);
        }
        try (ChildProcess add = start("add", "/f", "many", "/s", "S", "/t", "P")) {
            add.awaitOutput("Finding ID...  0000000002");
            interrupt(add, "INT");
            ChildProcess.Result result = add.await();
            assertThat(result.exit()).as(result.out() + result.err()).isIn(130, 0);
            assertThat(result.err()).isEmpty();
        }
        assertClean();
        for (int i = 0; i < count; i++) {
            assertThat(scratch.resolve("S/" + i + ".exe")).isDirectoryRecursivelyContaining("glob:**/" + i + ".exe");
        }
    }

    private static StoreLock lock(StoreStorage storage) throws IOException {
        return storage.lock(new LockRequest(LIMIT, "the test", () -> false, holder -> {}));
    }

    /** Signals the whole process group, as a terminal does. */
    private static void interrupt(ChildProcess child, String signal) throws Exception {
        String group = "-" + child.process().pid();
        ChildProcess.Result kill = ChildProcess.run(ChildProcess.Spec.of(List.of("kill", "-" + signal, "--", group)));
        assertThat(kill.err())
                .satisfiesAnyOf(
                        text -> assertThat(text).isEmpty(),
                        text -> assertThat(child.process().isAlive()).isFalse());
    }

    private static void assertStopped(ChildProcess child) throws InterruptedException {
        ChildProcess.Result result = child.await();
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(130);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).doesNotContain("Finding ID", "Number of", "ERROR");
    }

    /** The store is as it was, and the next add gets the next id. */
    private void assertNothingChanged() throws Exception {
        assertThat(tree()).isEqualTo(before);
        assertClean();
        assertThat(symstore("add", "/f", "first.exe", "/s", "S", "/t", "P").out())
                .startsWith("Finding ID...  0000000002");
    }

    private void assertClean() throws Exception {
        ChildProcess.Result verify = symstore("verify", "/s", "S");
        assertThat(verify.out()).isEqualTo("SYMSTORE: Number of problems = 0\n");
        assertThat(verify.exit()).isZero();
        try (Stream<Path> admin = Files.list(scratch.resolve("S/000Admin"))) {
            assertThat(admin.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("tmp-") || name.endsWith(".pending") || name.endsWith(".excl"));
        }
    }

    private SortedMap<String, String> tree() throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(scratch.resolve("S"))) {
            for (Path file : files.toList()) {
                found.put(file.toString(), Files.isDirectory(file) ? "" : Digests.sha256(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    private boolean isCopying() throws IOException {
        return hasStaged("S");
    }

    /** Whether part of a file lies in a staging directory. */
    private boolean hasStaged(String store) throws IOException {
        try (Stream<Path> files = Files.find(
                scratch.resolve(store + "/000Admin"),
                2,
                (file, attributes) -> attributes.isRegularFile()
                        && attributes.size() > 0
                        && file.toString().contains("/tmp-"))) {
            return files.findAny().isPresent();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return false; // renamed or removed while it was being looked at
        }
    }

    /** Writes a program with a key of its own, followed by a hole of some size. */
    private void writeProgram(String name, int stamp, long hole) throws IOException {
        Path file = scratch.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, new PeBuilder().timestamp(stamp).sizeOfImage(0x1000).build());
        if (hole > 0) {
            try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.position(hole).write(ByteBuffer.wrap(new byte[] {1}));
            }
        }
    }

    private ChildProcess.Result symstore(String... arguments) throws Exception {
        return ChildProcess.run(spec(List.of(), arguments));
    }

    /** Starts the tool as leader of a process group of its own, with no signal ignored. */
    private ChildProcess start(String... arguments) throws IOException {
        return ChildProcess.start(spec(List.of("setsid", "env", "--default-signal=INT,TERM,HUP"), arguments));
    }

    private ChildProcess.Spec spec(List<String> prefix, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Tree.exploded().resolve("bin/symstore").toString());
        command.addAll(List.of(arguments));
        return new ChildProcess.Spec(
                command, scratch, Map.of("JAVA_HOME", System.getProperty("java.home"), "SYMKIT_OPTS", ""), LIMIT);
    }
}
