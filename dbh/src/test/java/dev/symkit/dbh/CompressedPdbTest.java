// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compressed PDB (MSFZ), which LLVM's tools cannot read: every answer is that from the PDB that it was made of. */
class CompressedPdbTest {
    @TempDir
    private Path directory;

    @Test
    void answersAsThePlainPdb() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        int lines = 0;
        try (ShellFixture plain = shell(corpus.file("msfz/HelloWorld.pdb"));
                ShellFixture compressed =
                        shell(Files.copy(corpus.file("msfz/HelloWorld.pdz"), directory.resolve("HelloWorld.pdb")))) {
            for (String command :
                    List.of("enum", "srch all recurse", "etypes", "dump -a", "elines", "obj", "src", "omap")) {
                String answer = plain.ask(command);
                assertThat(compressed.ask(command)).as(command).isEqualTo(answer);
                lines += (int) answer.lines().count();
            }
        }
        System.out.println("MSFZ: " + lines + " lines are the same as of the plain PDB");
        assertThat(lines).isPositive();
    }

    private ShellFixture shell(Path file) throws Exception {
        return new ShellFixture(directory).load(file.toString());
    }
}
