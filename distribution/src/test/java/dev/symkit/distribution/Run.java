// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A finished process.
 *
 * @param pid the id it had
 * @param exit its exit code
 * @param out what it wrote to standard output, read as UTF-8
 * @param err what it wrote to standard error, read as UTF-8
 */
record Run(long pid, int exit, String out, String err) {
    private static final long LIMIT_SECONDS = 300;

    /** Runs a command with exactly this environment and waits for its end. Output goes through files in {@code scratch}. */
    static Run of(Path scratch, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "run", ".out");
        Path err = Files.createTempFile(scratch, "run", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running after " + LIMIT_SECONDS + " s: " + command);
        }
        return new Run(process.pid(), process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
