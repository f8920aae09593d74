// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import dev.symkit.cli.Cancellation;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.ToolMain;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

/** The child process of {@link LargeTreeIT}. */
final class LargeTreeChild {
    private LargeTreeChild() {}

    /** {@code <file> <argument>...}: {@code agestore} with its output in a file. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int exit;
        try (PrintStream out =
                new PrintStream(new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8)) {
            ToolContext context = new ToolContext(
                    out,
                    System.err,
                    InputStream.nullInputStream(),
                    Map.of(),
                    Path.of("").toAbsolutePath(),
                    Clock.systemUTC(),
                    false,
                    new Cancellation());
            exit = ToolMain.run(new AgeStoreMain(), Arrays.copyOfRange(args, 1, args.length), context);
        }
        System.exit(exit);
    }
}
