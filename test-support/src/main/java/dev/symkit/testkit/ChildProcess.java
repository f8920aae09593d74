// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that a test starts. Both output streams are read while it runs, so that it never blocks on a full pipe. A process that
 * outlives its time is killed. Methods may be called from any thread.
 */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final Collector stdout;
    private final Collector stderr;
    private final Spec spec;

    /**
     * What to run.
     *
     * @param command program and arguments
     * @param directory the working directory
     * @param environment variables added to those of this process
     * @param timeout how long it may take
     */
    public record Spec(List<String> command, Path directory, Map<String, String> environment, Duration timeout) {
        /** Copies the collections. */
        public Spec {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** A command in the current directory, with 60 seconds of time. */
        public static Spec of(List<String> command) {
            return new Spec(command, Path.of(""), Map.of(), Duration.ofSeconds(60));
        }

        /** A main class on the class path and the JVM of this process. */
        public static Spec java(Class<?> mainClass, String... arguments) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    mainClass.getName()));
            command.addAll(List.of(arguments));
            return of(command);
        }

        /** This command in another directory. */
        public Spec in(Path newDirectory) {
            return new Spec(command, newDirectory, environment, timeout);
        }

        /** This command with one more environment variable. */
        public Spec with(String variable, String value) {
            Map<String, String> more = new LinkedHashMap<>(environment);
            more.put(variable, value);
            return new Spec(command, directory, more, timeout);
        }

        /** This command with another time limit. */
        public Spec within(Duration newTimeout) {
            return new Spec(command, directory, environment, newTimeout);
        }
    }

    /**
     * What a process left behind.
     *
     * @param exit its exit code
     * @param out standard output, each byte as one char (ISO-8859-1): nothing is lost
     * @param err standard error, likewise
     */
    public record Result(int exit, String out, String err) {}

    private ChildProcess(Spec spec) throws IOException {
        this.spec = spec;
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .directory(spec.directory().toAbsolutePath().toFile());
        builder.environment().putAll(spec.environment());
        this.process = builder.start();
        this.stdout = new Collector(process.getInputStream(), "stdout of " + process.pid());
        this.stderr = new Collector(process.getErrorStream(), "stderr of " + process.pid());
    }

    /** Starts a process. */
    public static ChildProcess start(Spec spec) throws IOException {
        return new ChildProcess(spec);
    }

    /** Runs a process with an empty standard input to its end. */
    public static Result run(Spec spec) throws IOException, InterruptedException {
        return run(spec, new byte[0]);
    }

    /** Runs a process to its end; it reads {@code input}, which must fit into a pipe, from its standard input. */
    public static Result run(Spec spec, byte[] input) throws IOException, InterruptedException {
        try (ChildProcess child = start(spec)) {
            try (OutputStream stdin = child.process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException e) {
                // The process ended without reading it; its exit code says why.
            }
            return child.await();
        }
    }

    /** The process itself, to send it signals. */
    public Process process() {
        return process;
    }

    /** Waits until standard output contains {@code text}, for at most the time limit. */
    public void awaitOutput(String text) throws InterruptedException {
        if (!stdout.await(text, spec.timeout())) {
            throw new AssertionError("no '" + text + "' from " + spec.command() + "\n" + stdout.text() + stderr.text());
        }
    }

    /** Waits for the end and returns everything, for at most the time limit. */
    public Result await() throws InterruptedException {
        if (!process.waitFor(spec.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new AssertionError("still running after " + spec.timeout() + ": " + spec.command() + "\n"
                    + stdout.text() + stderr.text());
        }
        stdout.join();
        stderr.join();
        return new Result(process.exitValue(), stdout.text(), stderr.text());
    }

    /** Kills the process and those it started, if they still run. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Reads one stream to its end. Guarded by its own lock. */
    private static final class Collector extends Thread {
        private final InputStream in;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean ended;

        Collector(InputStream in, String name) {
            super(name);
            this.in = in;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            byte[] chunk = new byte[8192];
            try (in) {
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    append(chunk, n);
                }
            } catch (IOException e) {
                // Killed: what came so far is what there is.
            } finally {
                end();
            }
        }

        private synchronized void append(byte[] chunk, int length) {
            bytes.write(chunk, 0, length);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }

        synchronized boolean await(String text, Duration timeout) throws InterruptedException {
            long deadline = System.nanoTime() + timeout.toNanos();
            while (!text().contains(text)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }
    }
}
