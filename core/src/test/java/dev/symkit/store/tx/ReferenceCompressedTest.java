// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.testkit.Corpus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store that Microsoft's SymStore wrote with {@code /compress} is reproduced, but for the bytes of the cabinet. */
class ReferenceCompressedTest {
    private static final String STORED = "dummyprog.pdb/F6301B4562FE4B4DB691192733ECE6B71/dummyprog.pd_";

    @TempDir
    private Path directory;

    private static Map<String, String> original(Corpus corpus) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(
                new ByteArrayInputStream(corpus.bytes("stores/new_store_compressed.zip")), ISO_8859_1)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    tree.put(entry.getName(), new String(in.readAllBytes(), ISO_8859_1));
                }
            }
        }
        return tree;
    }

    private static byte[] unpacked(byte[] container) throws IOException {
        try (InputStream in =
                CompressedFile.open(ByteSource.of("dummyprog.pd_", container), "dummyprog.pdb", Long.MAX_VALUE)
                        .orElseThrow()
                        .stream()) {
            return in.readAllBytes();
        }
    }

    @Test
    void hasTheSameTextsAndTheSameContent() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        Map<String, String> expected = original(corpus);
        byte[] container = expected.getOrDefault(STORED, "").getBytes(ISO_8859_1);
        byte[] content = unpacked(container);
        FileIdentity identity;
        try (ByteSource source = FileByteSource.open(corpus.file("symstore-py/dummyprog.pdb"))) {
            identity = new KeyReader().identify(source).orElseThrow();
        }
        AddScene.Source source = new AddScene.Source("F:\\symstore\\compstore\\dummyprog.pdb", content, false);
        AddEntry entry = new AddEntry(
                new SymbolKey("dummyprog.pdb", "F6301B4562FE4B4DB691192733ECE6B71"),
                identity.symbolClass(),
                source,
                false);
        AddScene ours = new AddScene(directory.resolve("store"), 1);
        Clock clock = Clock.fixed(Instant.parse("2016-03-14T10:35:09Z"), ZoneOffset.UTC);
        EngineOptions options = new EngineOptions(clock, 1, Duration.ofMinutes(1), () -> false);
        new StoreEngine(ours.storage(), options, EngineListener.NONE)
                .add(new AddRequest("dummyprod", "", "", AddScene.CAB, List.of(entry)));
        Map<String, String> tree = ours.tree();
        String stored = tree.getOrDefault(STORED, "");
        assertThat(unpacked(stored.getBytes(ISO_8859_1))).isEqualTo(content);
        tree.remove(STORED);
        expected.remove(STORED);
        assertThat(tree).isEqualTo(expected);
    }

    /** An LZX cabinet of the original holds the content: it stays. */
    @Test
    void anOriginalsCabinetIsNotWrittenAgain() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        byte[] container = original(corpus).getOrDefault(STORED, "").getBytes(ISO_8859_1);
        AddScene store = new AddScene(directory.resolve("store"), 1);
        store.add(
                AddOptions.PLAIN,
                new AddEntry(
                        new SymbolKey("a.pdb", "1"),
                        SymbolClass.PRI,
                        new AddScene.Source("X", container, true),
                        false));
        EntryResult result = store.add(AddScene.CAB, AddScene.entry("a.pdb", unpacked(container)))
                .get(0);
        assertThat(result.status()).isEqualTo(EntryResult.Status.SAME);
        assertThat(store.file("a.pdb/1/a.pd_")).isEqualTo(new String(container, ISO_8859_1));
    }
}
