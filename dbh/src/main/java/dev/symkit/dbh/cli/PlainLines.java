// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Lines of a file or a pipe. Prompts are shown all the same, as the original does, unless nobody wants them. */
final class PlainLines implements LineSource {
    /** Characters of the longest line. */
    static final int LONGEST = 1 << 20;

    private final BufferedReader in;
    private final PrintStream out;
    private final boolean prompts;
    private final StringBuilder line = new StringBuilder();
    private long number;

    PlainLines(InputStream in, PrintStream out, boolean prompts) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.prompts = prompts;
    }

    @Override
    public Optional<String> command(String prompt) throws IOException {
        if (prompts) {
            out.println();
            out.print(prompt);
        }
        return next();
    }

    /** What was written is seen before somebody is waited for. */
    @Override
    public Optional<String> next() throws IOException {
        if (!in.ready()) {
            out.flush();
        }
        number++;
        line.setLength(0);
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            if (line.length() == LONGEST) {
                throw new IOException(String.format(
                        Locale.ROOT, "standard input: line %d is longer than %d characters", number, LONGEST));
            }
            line.append((char) c);
            c = in.read();
        }
        int length = line.length();
        return Optional.of(
                length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString());
    }

    @Override
    public void close() {
        // the stream is that of the process
    }
}
