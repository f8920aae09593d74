// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexFileTest {
    private static final SymbolKey ONE = new SymbolKey("a.pdb", "0F7FCF88442F4B0E9FB51DC4A754D9DE1");
    private static final SymbolKey TWO = new SymbolKey("ä b.dll", "5A0BC0C61000");

    @TempDir
    private Path directory;

    private static FileIndex filled() {
        FileIndex index = new MemoryIndex(Tier.ONE, 100);
        index.put(ONE, new FileIndex.Known("a.pdb", ONE.name() + "/" + ONE.index() + "/a.pdb", 10, 1000, -5));
        index.put(ONE, new FileIndex.Known("a.pd_", "A.PDB/" + ONE.index() + "/a.pd_", 4, 2000, 0));
        index.put(TWO, new FileIndex.Known("ä b.dll", "x/y/Z.dll", 7, 3000, 9));
        index.used(ONE, 4_000_000_000L);
        return index;
    }

    private static Set<String> shown(FileIndex index) {
        Set<String> all = new TreeSet<>();
        index.forEach((key, files) -> files.forEach(file -> all.add(key + " " + file + " " + index.lastUse(key))));
        return all;
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        IndexFile file = new IndexFile(directory.resolve("index.txt"));
        file.save(filled());
        FileIndex again = new MemoryIndex(Tier.TWO, 100);
        file.load(again);
        assertThat(shown(again)).isEqualTo(shown(filled())).hasSize(3);
        assertThat(again.bytes()).isEqualTo(21);
        assertThat(again.files()).isEqualTo(3);
    }

    @Test
    void aFileThatIsNotThereIsEmpty() throws IOException {
        FileIndex index = new MemoryIndex(Tier.ONE, 100);
        new IndexFile(directory.resolve("none")).load(index);
        assertThat(index.files()).isZero();
    }

    @Test
    void aFileThatIsCutOffGivesWhatIsWhole() throws IOException {
        Path path = directory.resolve("index.txt");
        new IndexFile(path).save(filled());
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            Files.write(path, cut);
            FileIndex index = new MemoryIndex(Tier.ONE, 100);
            try {
                new IndexFile(path).load(index);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("not UTF-8");
            }
            assertThat(index.files()).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../outside/a.pdb",
                "a/../../outside",
                "..",
            })
    void pathsThatLeadOutAreLeftOut(String path) throws IOException {
        String line =
                String.join("\t", List.of("a.pdb", ONE.index(), "a.pdb", "10", "1000", "0000000000000000", "0", path));
        Path file = Files.writeString(directory.resolve("index.txt"), line + "\n", StandardCharsets.UTF_8);
        FileIndex index = new MemoryIndex(Tier.ONE, 100);
        new IndexFile(file).load(index);
        assertThat(index.files()).isZero();
    }

    @Test
    void linesThatMeanNothingAreLeftOut() throws IOException {
        Path file = Files.writeString(
                directory.resolve("index.txt"),
                "\n\t\t\t\t\t\t\t\nx\ty\nb.pdb\t1\tb.pdb\tmany\t1\t0000000000000000\t0\tb.pdb/1/b.pdb\n"
                        + "c".repeat(5000) + "\n");
        FileIndex index = new MemoryIndex(Tier.ONE, 100);
        new IndexFile(file).load(index);
        assertThat(index.files()).isZero();
    }

    @Test
    void aFullIndexTakesNoMoreKeys() {
        FileIndex index = new MemoryIndex(Tier.ONE, 1);
        FileIndex.Known file = new FileIndex.Known("a.pdb", "a.pdb/1/a.pdb", 1, 1, 0);
        assertThat(index.put(ONE, file)).isTrue();
        assertThat(index.put(TWO, file)).isFalse();
        assertThat(index.put(ONE, file)).isTrue();
        assertThat(index.files()).isEqualTo(1);
        index.remove(ONE, "a.pdb");
        assertThat(index.files(ONE)).isEmpty();
        assertThat(index.bytes()).isZero();
        assertThat(index.put(TWO, file)).isTrue();
    }
}
