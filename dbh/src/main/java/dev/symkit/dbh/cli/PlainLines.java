// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a file or a pipe. Prompts are shown all the same, as the original does, unless nobody wants them. */
final class PlainLines implements LineSource {
    private final BufferedReader in;
    private final PrintStream out;
    private final boolean prompts;

    PlainLines(InputStream in, PrintStream out, boolean prompts) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.prompts = prompts;
    }

    @Override
    public Optional<String> next(String prompt) throws IOException {
        if (prompts) {
            out.println();
            out.print(prompt);
        }
        out.flush();
        return Optional.ofNullable(in.readLine());
    }

    @Override
    public void close() {
        // the stream is that of the process
    }
}
