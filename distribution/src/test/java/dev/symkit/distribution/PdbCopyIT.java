// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.RootOnly;
import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of pdbcopy: a full disk, Ctrl-C, and the bar on a terminal. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs setsid, env --default-signal and script")
class PdbCopyIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long HOLE = 8L << 30;
    private static final long MUCH = 64L << 20;

    @TempDir
    Path scratch;

    private Path target = Path.of("");

    @BeforeEach
    void makeADirectory() throws IOException {
        target = Files.createDirectory(scratch.resolve("new")).resolve("copy.pdb");
    }

    private static Path sample() {
        return Tree.sources().resolve("samples/build-1/x64/engine.pdb");
    }

    /** A PDB that takes long to be copied: a hole follows it. */
    private Path longPdb() throws IOException {
        Path pdb = Files.copy(sample(), scratch.resolve("long.pdb"));
        try (SeekableByteChannel file = Files.newByteChannel(pdb, StandardOpenOption.WRITE)) {
            file.position(HOLE).write(ByteBuffer.wrap(new byte[] {1}));
        }
        return pdb;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "-s", "-p", "--verify"})
    void leavesNothingOnAFullDisk(String option) throws Exception {
        RootOnly.assume("full disk", "mount", "umount");
        Path disk = Files.createDirectory(scratch.resolve("disk"));
        RootOnly.mountDisk(disk, "16k");
        try {
            ChildProcess.Result full = ChildProcess.run(spec(
                    List.of(), sample().toString(), disk.resolve("copy.pdb").toString(), option));
            assertThat(full.exit()).as(full.err()).isEqualTo(2);
            assertThat(full.err().lines())
                    .containsExactly(
                            "PDBCOPY: " + disk.resolve("copy.pdb") + " cannot be written: No space left on device");
            assertThat(full.out()).isEmpty();
            assertThat(disk).isEmptyDirectory();
        } finally {
            assertThat(RootOnly.run("umount", disk.toString()).exit()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void leavesNothingWhenItIsInterrupted(String signal) throws Exception {
        try (ChildProcess copy = start(longPdb().toString(), target.toString())) {
            awaitWritten(copy, 1);
            signal(signal, -copy.process().pid());
            assertStopped(copy);
        }
        assertThat(target.resolveSibling(".")).isEmptyDirectory();
    }

    @Test
    void leavesTheOldTargetWhenItIsInterrupted() throws Exception {
        Files.writeString(target, "old");
        try (ChildProcess copy = start(longPdb().toString(), target.toString(), "--overwrite")) {
            awaitWritten(copy, 1);
            signal("INT", -copy.process().pid());
            assertStopped(copy);
        }
        assertThat(target).hasContent("old");
        try (Stream<Path> files = Files.list(target.resolveSibling("."))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void showsABarOnATerminal() throws Exception {
        try (ChildProcess terminal = startOnATerminal(longPdb().toString(), target.toString())) {
            long tool = pauseForASecond(terminal);
            terminal.awaitOutput("Copying");
            signal("INT", tool);
            assertThat(terminal.await().exit()).isEqualTo(130);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--quiet", "--json"})
    void showsNoneWhenAskedNotTo(String option) throws Exception {
        try (ChildProcess terminal = startOnATerminal(longPdb().toString(), target.toString(), option)) {
            long tool = pauseForASecond(terminal);
            awaitWritten(terminal, written() + MUCH);
            signal("INT", tool);
            ChildProcess.Result result = terminal.await();
            assertThat(result.out()).doesNotContain("Copying");
            assertThat(result.exit()).isEqualTo(130);
        }
    }

    /** The bar appears after a second, so the tool is stopped in the middle for as long. Gives its process id. */
    private long pauseForASecond(ChildProcess terminal) throws Exception {
        awaitWritten(terminal, 1);
        long tool = terminal.process()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow()
                .pid();
        signal("STOP", tool);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1100);
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        signal("CONT", tool);
        return tool;
    }

    /** Size of what is being written. */
    private long written() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(target.resolveSibling("."))) {
            for (Path file : files.filter(path -> !path.endsWith("copy.pdb")).toList()) {
                size += Files.size(file);
            }
        } catch (NoSuchFileException e) {
            return size; // removed meanwhile
        }
        return size;
    }

    private void awaitWritten(ChildProcess copy, long bytes) throws IOException {
        while (written() < bytes) {
            assertThat(copy.process().isAlive()).isTrue();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void signal(String name, long process) throws Exception {
        ChildProcess.Result kill = RootOnly.run("kill", "-" + name, "--", String.valueOf(process));
        assertThat(kill.err()).isEmpty();
    }

    private static void assertStopped(ChildProcess child) throws InterruptedException {
        ChildProcess.Result result = child.await();
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(130);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEmpty();
    }

    /** Starts the tool as leader of a process group of its own, with no signal ignored. */
    private ChildProcess start(String... arguments) throws IOException {
        return ChildProcess.start(spec(List.of("setsid", "env", "--default-signal=INT,TERM,HUP"), arguments));
    }

    /** Starts the tool on a terminal of its own; what it shows there comes out of the program that makes the terminal. */
    private ChildProcess startOnATerminal(String... arguments) throws Exception {
        if (RootOnly.run("sh", "-c", "command -v script").exit() != 0) {
            RootOnly.skip("progress bar: there is no script");
        }
        // The shell stays between them, for script stops itself when its child is stopped.
        List<String> command =
                spec(List.of("env", "--default-signal=INT"), arguments).command();
        String line = String.join(" ", command) + "; exit $?";
        return ChildProcess.start(new ChildProcess.Spec(
                List.of("script", "--quiet", "--return", "--command", line, "/dev/null"),
                scratch,
                environment(),
                LIMIT));
    }

    private ChildProcess.Spec spec(List<String> prefix, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Tree.exploded().resolve("bin/pdbcopy").toString());
        command.addAll(List.of(arguments));
        return new ChildProcess.Spec(command, scratch, environment(), LIMIT);
    }

    private static Map<String, String> environment() {
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "SYMKIT_OPTS", "");
    }
}
