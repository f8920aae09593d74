// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.testkit.ChildProcess;
import dev.symkit.testkit.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal of 40 lines by 150 columns with a program in it, and a user who types what a test says. It is that of {@code script}, from
 * the base of every Linux; where that is missing the test is skipped. What nobody waits for is not read, so the program stands still as
 * at a terminal that was stopped.
 */
final class Terminal implements AutoCloseable {
    static final String CONTROL_C = "\3";
    static final String CONTROL_D = "\4";
    static final String UP = "\33OA";

    /** The same key, pressed while the program does not ask for anything. */
    static final String UP_AHEAD = "\33[A";

    static final String TAB = "\t";
    static final String ENTER = "\r";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What moves the cursor, colours and sets modes. */
    private static final Pattern CONTROL = Pattern.compile("\33\\[[0-?]*[ -/]*[@-~]|\33[=>78]|\7");

    /** A piece may end within such, or within an end of a line. */
    private static final Pattern PART = Pattern.compile("(\33(\\[[0-?]*[ -/]*)?|\r)\\z");

    private final Process process;
    private final BlockingQueue<String> pieces = new ArrayBlockingQueue<>(1);
    private final StringBuilder text = new StringBuilder();
    private String rest = "";
    private int seen;

    private Terminal(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs a command of the shell in a terminal. */
    static Terminal run(Packaged tools, String shellCommand) throws IOException {
        String script = Programs.assume("script");
        String line = "stty rows 40 cols 150; " + shellCommand;
        // whoever started the tests may have had Ctrl-C ignored, which all below would inherit
        List<String> command = List.of("env", "--default-signal=INT,TERM,HUP", script, "-qefc", line, "/dev/null");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(tools.directory().toFile()).redirectErrorStream(true);
        builder.environment().putAll(tools.environment());
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        return new Terminal(builder.start());
    }

    /** Runs a tool in a terminal. */
    static Terminal start(Packaged tools, String tool, String... arguments) throws IOException {
        ChildProcess.Spec spec = tools.spec(tool, arguments);
        List<String> words = new ArrayList<>();
        spec.command().forEach(word -> words.add("'" + word + "'"));
        return run(tools, "exec " + String.join(" ", words));
    }

    private void read() {
        byte[] chunk = new byte[4096];
        try (InputStream in = process.getInputStream()) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                pieces.put(new String(chunk, 0, n, UTF_8));
            }
            pieces.put("");
        } catch (IOException e) {
            // killed: nothing more comes
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Types keys. */
    void type(String... keys) throws IOException {
        process.getOutputStream().write(String.join("", keys).getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for a text behind what was waited for before; gives all that came up to its end, without colours, with LF. */
    String await(String wanted) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        int from = seen;
        for (int at = text.indexOf(wanted, from); ; at = text.indexOf(wanted, from)) {
            if (at >= 0) {
                seen = at + wanted.length();
                return text.substring(from, seen);
            }
            String piece = pieces.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (piece == null || piece.isEmpty()) {
                throw new AssertionError("'" + wanted + "' does not come, only '" + text.substring(from) + "'");
            }
            add(piece);
        }
    }

    /** Reads to the end of the program; gives what was not waited for. */
    String awaitEnd() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String piece = pieces.poll(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        while (piece != null && !piece.isEmpty()) {
            add(piece);
            piece = pieces.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        if (piece == null) {
            throw new AssertionError("the program does not end: '" + text.substring(seen) + "'");
        }
        return text.substring(seen);
    }

    /** The exit code of the program, which has ended. */
    int exit() throws InterruptedException {
        if (!process.waitFor(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("the terminal does not end");
        }
        return process.exitValue();
    }

    private void add(String piece) {
        String all = rest + piece;
        Matcher part = PART.matcher(all);
        int end = part.find() ? part.start() : all.length();
        rest = all.substring(end);
        String whole = all.substring(0, end);
        text.append(CONTROL.matcher(whole).replaceAll("").replace("\r\n", "\n"));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
