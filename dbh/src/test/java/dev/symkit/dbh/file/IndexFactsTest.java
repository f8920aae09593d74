// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexFactsTest {
    private static final UUID GUID = UUID.fromString("5dad4445-5a83-417d-bdb6-be0655ee650d");

    @TempDir
    Path folder;

    private Optional<IndexFacts> read(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        try {
            return IndexFacts.read("file", file);
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    private static List<byte[]> files() {
        return List.of(
                new PeBuilder().rsds(GUID, 2, "app.pdb").build(),
                new PdbBuilder().guid(GUID).dbiAge(2).build(),
                new DbgBuilder().build());
    }

    @Test
    void cutOffFilesHaveTheSameFactsOrNone() throws IOException {
        for (byte[] content : files()) {
            IndexFacts whole = read(content).orElseThrow();
            for (int length = 0; length < content.length; length += length < 0x500 ? 5 : 1021) {
                Optional<IndexFacts> cut = read(Arrays.copyOf(content, length));
                if (cut.isPresent()) {
                    assertThat(cut.get().timestamp()).isEqualTo(whole.timestamp());
                    assertThat(cut.get().size()).isEqualTo(whole.size());
                }
            }
        }
    }

    @Test
    void flippedBitsAreReadOrRefused() throws IOException {
        int refused = 0;
        for (byte[] content : files()) {
            for (int at = 0; at < Math.min(content.length, 0x240); at++) {
                byte[] damaged = content.clone();
                damaged[at] ^= (byte) (1 << at % 8);
                refused += read(damaged).isEmpty() ? 1 : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lld/x64/full", "lld/x86/full", "age-series/age1/vs2012"})
    void anImageAndItsPdbAgreeOnTheGuid(String stem) throws IOException {
        Corpus corpus = Corpus.assumePresent();
        IndexFacts image = IndexFacts.read("a", corpus.file(stem + ".exe")).orElseThrow();
        IndexFacts pdb = IndexFacts.read("b", corpus.file(stem + ".pdb")).orElseThrow();
        assertThat(image.guid()).isEqualTo(pdb.guid());
        assertThat(image.age()).isEqualTo(pdb.age());
        assertThat(pdb.timestamp()).isZero();
        assertThat(image.pdb()).isNotEmpty();
    }
}
