// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The symbol commands on the program of {@link SymbolCommandsTest}, damaged in one place after the other. */
class SymbolDamageTest {
    @TempDir
    Path directory;

    @Test
    void everyFlippedByteEndsWithAnAnswer() throws IOException {
        byte[] whole = SymbolCommandsTest.program().build();
        int loaded = 0;
        for (int at = 0; at < whole.length; at += 7) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (at % 2 == 0 ? 0xFF : 0x11);
            if (damaged[at] == whole[at] || !answersAll(damaged)) {
                continue;
            }
            loaded++;
        }
        assertThat(loaded).isGreaterThan(whole.length / 14);
    }

    @Test
    void everyTruncationEndsWithAnAnswer() throws IOException {
        byte[] whole = SymbolCommandsTest.program().build();
        for (int size = 0; size < whole.length; size += 101) {
            answersAll(Arrays.copyOf(whole, size));
        }
        assertThat(answersAll(whole)).isTrue();
    }

    /** Whether the file could be loaded; all commands then come back with lines. */
    private boolean answersAll(byte[] content) throws IOException {
        Files.write(directory.resolve("damaged.pdb"), content);
        try (Transcript damaged = new Transcript(directory, SymbolCommandsTest.BASE)) {
            try {
                damaged.load("damaged.pdb");
            } catch (LoadException e) {
                assertThat(e).hasMessageStartingWith("error 0x");
                return false;
            }
            for (String command : List.of(
                    "enum",
                    "name main",
                    "name counter",
                    "addr 42cd40",
                    "addr 441204",
                    "m 42cc70",
                    "next main",
                    "prev counter",
                    "scope $LN3",
                    "srch all recurse",
                    "srch tag=b",
                    "dump -a",
                    "index 4",
                    "index 20")) {
                assertThat(damaged.ask(command)).allMatch(line -> line.indexOf('\n') < 0);
            }
            return true;
        }
    }
}
