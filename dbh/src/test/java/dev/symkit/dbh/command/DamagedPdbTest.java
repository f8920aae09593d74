// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.MsfMutants;
import dev.symkit.testkit.Mutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedPdbTest {
    private static final List<String> COMMANDS =
            List.of("etypes", "type Point", "type -r Shape", "type nothing", "locals entry", "locals private_helper");
    private static final int MUTANTS = 300;

    @TempDir
    Path directory;

    private int lines;
    private int errors;

    @Test
    void damagedFilesOfTheCorpusEndWithALine() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        int files = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (row.path().startsWith("malformed/") && row.path().endsWith(".pdb")) {
                ask(corpus.file(row.path()));
                files++;
            }
        }
        assertThat(files).isGreaterThan(5);
    }

    @Test
    void changedFilesAreReadOrRefused() throws Exception {
        byte[] whole = Corpus.assumePresent().bytes("lld/x64/full.pdb");
        Mutants mutants = MsfMutants.of(whole);
        Path file = directory.resolve("mutant.pdb");
        for (int i = 0; i < MUTANTS; i++) {
            Files.write(file, mutants.mutant(i));
            ask(file);
        }
        System.out.println("types and locals of damaged PDBs: " + lines + " lines, " + errors + " errors");
        assertThat(errors).isPositive();
        assertThat(lines).isGreaterThan(errors);
    }

    /** An exception other than those that the shell tells of would end the test. */
    private void ask(Path file) throws IOException {
        try (Answers answers = Answers.of(file, 0x400000)) {
            for (String command : COMMANDS) {
                List<String> answer = answers.to(command);
                lines += answer.size();
                errors += (int) answer.stream()
                        .filter(line -> line.startsWith("error: "))
                        .count();
            }
        } catch (LoadException refused) {
            assertThat(refused.getMessage()).startsWith("error 0x");
        }
    }
}
