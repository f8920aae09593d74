// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Starts a shell, prints how many seconds it takes until its prompt has come on its standard output, and sends it {@code quit}.
 * Usage: {@code FirstPrompt PROMPT COMMAND...}.
 */
public final class FirstPrompt {
    private static final double NANOS = 1e9;

    private FirstPrompt() {}

    /** Runs the program. */
    public static void main(String[] args) throws IOException, InterruptedException {
        byte[] prompt = args[0].getBytes(US_ASCII);
        List<String> command = Arrays.asList(args).subList(1, args.length);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = process.getInputStream();
                OutputStream in = process.getOutputStream()) {
            await(out, prompt);
            System.out.printf(Locale.ROOT, "%.3f%n", (System.nanoTime() - start) / NANOS);
            in.write("quit\n".getBytes(US_ASCII));
            in.flush();
            out.readAllBytes();
        }
        if (process.waitFor() != 0) {
            throw new IOException("exit code " + process.exitValue());
        }
    }

    private static void await(InputStream out, byte[] prompt) throws IOException {
        byte[] last = new byte[prompt.length];
        while (!Arrays.equals(last, prompt)) {
            int next = out.read();
            if (next < 0) {
                throw new IOException("no prompt came");
            }
            System.arraycopy(last, 1, last, 0, last.length - 1);
            last[last.length - 1] = (byte) next;
        }
    }
}
