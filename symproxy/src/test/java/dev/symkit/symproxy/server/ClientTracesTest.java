// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each client of symproxy.md 17 says, as it says it, and what it has to hear. {@code -Dgolden.update=true} writes down what is heard instead. Form of
 * the files: see {@link TracePlayer}.
 */
class ClientTracesTest {
    private static final Path TRACES = Path.of("src/test/resources/dev/symkit/symproxy/server/traces");

    @TempDir
    private Path directory;

    static List<String> traces() throws IOException {
        try (Stream<Path> files = Files.list(TRACES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("traces")
    void hears(String name) throws Exception {
        Path file = TRACES.resolve(name);
        String heard;
        try (TracePlayer player = new TracePlayer(directory, Files.readAllLines(file))) {
            heard = player.play();
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, heard);
        }
        assertThat(heard).isEqualTo(String.join("\n", Files.readAllLines(file)) + "\n");
    }

    @Test
    void everyClientIsHere() throws IOException {
        assertThat(traces())
                .contains(
                        "symsrv-one-tier.txt",
                        "symsrv-two-tier.txt",
                        "windbg.txt",
                        "visual-studio.txt",
                        "symbolicator.txt",
                        "symbolicator-upstream-down.txt",
                        "ghidra.txt",
                        "dotnet-symbol.txt",
                        "perfview.txt",
                        "breakpad.txt");
    }
}
