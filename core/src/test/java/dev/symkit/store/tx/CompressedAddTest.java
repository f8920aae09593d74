// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.compress.CabinetWriter;
import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.SourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /compress} (symbol-store-format 4). */
class CompressedAddTest {
    private static final byte[] TEXT = AddScene.text("a line of text", 100_000);
    private static final byte[] OTHER = AddScene.text("another line", 100_000);

    @TempDir
    private Path directory;

    private AddScene store = new AddScene(Path.of(""), 1);

    @BeforeEach
    void create() {
        store = new AddScene(directory.resolve("store"), 1);
    }

    private static String line(int id, String form) {
        return "000000000" + id + ",file,\"C:\\out\\a.pdb\",pri,," + form + ",,";
    }

    private EntryResult addOne(AddOptions how, String name, byte[] content) throws IOException {
        return store.add(how, AddScene.entry(name, content)).get(0);
    }

    @Test
    void storesACabinetUnderTheNameWithTheUnderscore() throws IOException {
        EntryResult result = addOne(AddScene.CAB, "a.pdb", TEXT);
        assertThat(result.status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(result.path()).isEqualTo("a.pdb/1/a.pd_");
        assertThat(result.compressed()).isTrue();
        assertThat(store.file("a.pdb/1/a.pd_")).startsWith("MSCF").hasSizeLessThan(TEXT.length / 10);
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(TEXT);
        assertThat(store.file("a.pdb/1/refs.ptr")).isEqualTo(line(1, "Y"));
        assertThat(store.file("000Admin/0000000001")).isEqualTo("\"a.pdb\\1\",\"C:\\out\\a.pdb\"\r\n");
        assertThat(Files.getLastModifiedTime(store.root().resolve("a.pdb/1/a.pd_"))
                        .toInstant())
                .isEqualTo(AddScene.NOW.minusSeconds(100));
    }

    @Test
    void theSameContentIsNotCompressedAgain() throws IOException {
        addOne(AddScene.CAB, "a.pdb", TEXT);
        String version = store.storage().stat("a.pdb/1/a.pd_").orElseThrow().version();
        EntryResult again = addOne(AddScene.CAB, "a.pdb", TEXT);
        assertThat(again.status()).isEqualTo(EntryResult.Status.SAME);
        assertThat(again.compressed()).isTrue();
        assertThat(again.replaced()).isFalse();
        assertThat(store.storage().stat("a.pdb/1/a.pd_").orElseThrow().version())
                .isEqualTo(version);
        assertThat(store.file("a.pdb/1/refs.ptr")).isEqualTo(line(1, "Y") + "\r\n" + line(2, "Y"));
    }

    @Test
    void otherContentReplacesIt() throws IOException {
        addOne(AddScene.CAB, "a.pdb", TEXT);
        EntryResult other = addOne(AddScene.CAB, "a.pdb", OTHER);
        assertThat(other.status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(other.replaced()).isTrue();
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(OTHER);
    }

    @Test
    void theOtherFormGoes() throws IOException {
        addOne(AddOptions.PLAIN, "a.pdb", TEXT);
        EntryResult compressed = addOne(AddScene.CAB, "a.pdb", TEXT);
        assertThat(compressed.status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(compressed.replaced()).as("the content is the same").isFalse();
        assertThat(store.tree()).containsKey("a.pdb/1/a.pd_").doesNotContainKey("a.pdb/1/a.pdb");
        EntryResult plain = addOne(AddOptions.PLAIN, "a.pdb", OTHER);
        assertThat(plain.replaced()).as("the content of the cabinet is another").isTrue();
        assertThat(store.tree()).containsKey("a.pdb/1/a.pdb").doesNotContainKey("a.pdb/1/a.pd_");
        assertThat(store.file("a.pdb/1/refs.ptr"))
                .isEqualTo(line(1, "N") + "\r\n" + line(2, "Y") + "\r\n" + line(3, "N"));
    }

    @Test
    void whatDoesNotGetSmallerIsStoredAsItIs() throws IOException {
        byte[] noise = AddScene.noise(5000);
        EntryResult first = addOne(AddScene.CAB, "a.pdb", noise);
        assertThat(first.path()).isEqualTo("a.pdb/1/a.pdb");
        assertThat(first.compressed()).isFalse();
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo(new String(noise, ISO_8859_1));
        assertThat(addOne(AddScene.CAB, "a.pdb", noise).status()).isEqualTo(EntryResult.Status.SAME);
        assertThat(store.file("a.pdb/1/refs.ptr")).isEqualTo(line(1, "N") + "\r\n" + line(2, "N"));
    }

    @Test
    void largeFilesAndNamesWithoutFormAreStoredAsTheyAre() throws IOException {
        assertThat(addOne(AddScene.compressing(TEXT.length - 1), "a.pdb", TEXT).path())
                .isEqualTo("a.pdb/1/a.pdb");
        assertThat(addOne(AddScene.compressing(TEXT.length), "b.pdb", TEXT).path())
                .isEqualTo("b.pdb/1/b.pd_");
        assertThat(addOne(AddScene.CAB, "c.pd_", TEXT).path()).isEqualTo("c.pd_/1/c.pd_");
        assertThat(store.file("c.pd_/1/c.pd_")).isEqualTo(new String(TEXT, ISO_8859_1));
        assertThat(store.file("c.pd_/1/refs.ptr")).contains(",N,");
    }

    /** Says that it is large, so that nobody has to write two gigabytes. */
    private static final class Huge implements SourceFile {
        private final byte[] content = TEXT;

        @Override
        public String recordedPath() {
            return "C:\\out\\huge.pdb";
        }

        @Override
        public long size() {
            return CabinetWriter.MAX_INPUT;
        }

        @Override
        public Instant modified() {
            return AddScene.NOW;
        }

        @Override
        public ByteSource open() {
            ByteSource real = ByteSource.of("huge.pdb", content);
            return new ByteSource() {
                @Override
                public String name() {
                    return real.name();
                }

                @Override
                public long size() {
                    return CabinetWriter.MAX_INPUT;
                }

                @Override
                public void read(long position, byte[] into, int at, int length) throws IOException {
                    real.read(position, into, at, length);
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public void copyTo(OutputStream out, IntConsumer copied) throws IOException {
            out.write(content);
        }
    }

    @Test
    void whatDoesNotFitIntoACabinetIsStoredAsItIsAndSaysSo() throws IOException {
        AddEntry entry = new AddEntry(new SymbolKey("huge.pdb", "1"), SymbolClass.PRI, new Huge(), false);
        EntryResult result = store.add(AddScene.CAB, entry).get(0);
        assertThat(result.status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(result.path()).isEqualTo("huge.pdb/1/huge.pdb");
        assertThat(result.message()).contains("too large");
        assertThat(store.file("huge.pdb/1/huge.pdb")).isEqualTo(new String(TEXT, ISO_8859_1));
    }

    /** A source of which only the first half can be read. */
    private static final class Broken implements SourceFile {
        private final byte[] content = TEXT;
        private final int readable = TEXT.length / 2;

        @Override
        public String recordedPath() {
            return "C:\\out\\broken.pdb";
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public Instant modified() {
            return AddScene.NOW;
        }

        @Override
        public ByteSource open() {
            return new ByteSource() {
                @Override
                public String name() {
                    return recordedPath();
                }

                @Override
                public long size() {
                    return content.length;
                }

                @Override
                public void read(long position, byte[] into, int at, int length) throws IOException {
                    if (position + length > readable) {
                        throw new IOException("bad sector");
                    }
                    System.arraycopy(content, (int) position, into, at, length);
                }

                @Override
                public void close() {
                    // nothing is open
                }
            };
        }

        @Override
        public void copyTo(OutputStream out, IntConsumer copied) throws IOException {
            throw new SourceException("bad sector");
        }
    }

    @Test
    void aSourceThatCannotBeReadCostsItsEntryOnly() throws IOException {
        AddEntry broken = new AddEntry(new SymbolKey("broken.pdb", "1"), SymbolClass.PRI, new Broken(), false);
        List<EntryResult> results = store.add(AddScene.CAB, broken, AddScene.entry("a.pdb", TEXT));
        assertThat(results.get(0).status()).isEqualTo(EntryResult.Status.ERROR);
        assertThat(results.get(0).message()).isEqualTo("bad sector");
        assertThat(results.get(1).status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(store.tree().keySet()).noneMatch(name -> name.startsWith("broken"));
        assertThat(store.file("000Admin/0000000001")).isEqualTo("\"a.pdb\\1\",\"C:\\out\\a.pdb\"\r\n");
    }

    private byte[] cabinet(byte[] content) throws IOException {
        AddScene other = new AddScene(directory.resolve("other"), 1);
        other.add(AddScene.CAB, AddScene.entry("a.pdb", content));
        return Files.readAllBytes(other.root().resolve("a.pdb/1/a.pd_"));
    }

    private EntryResult addCompressed(AddOptions how, String name, byte[] container) throws IOException {
        AddScene.Source source = new AddScene.Source("C:\\out\\a.pdb", container, true);
        return store.add(how, new AddEntry(new SymbolKey(name, "1"), SymbolClass.PRI, source, false))
                .get(0);
    }

    @Test
    void aCompressedSourceIsStoredAsItIs() throws IOException {
        byte[] container = cabinet(TEXT);
        EntryResult result = addCompressed(AddOptions.PLAIN, "a.pdb", container);
        assertThat(result.path()).isEqualTo("a.pdb/1/a.pd_");
        assertThat(result.compressed()).isTrue();
        assertThat(store.file("a.pdb/1/a.pd_")).isEqualTo(new String(container, ISO_8859_1));
        assertThat(store.file("a.pdb/1/refs.ptr")).isEqualTo(line(1, "Y"));
        assertThat(addCompressed(AddScene.CAB, "a.pdb", container).status()).isEqualTo(EntryResult.Status.SAME);
        assertThat(addOne(AddScene.CAB, "a.pdb", TEXT).status()).isEqualTo(EntryResult.Status.SAME);
        assertThat(addCompressed(AddOptions.PLAIN, "a.pdb", cabinet(OTHER)).replaced())
                .isTrue();
    }

    @Test
    void aCompressedSourceIsUnpackedWhereItsNameHasNoCompressedForm() throws IOException {
        EntryResult result = addCompressed(AddOptions.PLAIN, "a.pd_", cabinet(TEXT));
        assertThat(result.compressed()).isFalse();
        assertThat(store.file("a.pd_/1/a.pd_")).isEqualTo(new String(TEXT, ISO_8859_1));
    }

    @Test
    void aCompressedSourceThatCannotBeUnpackedIsAnError() throws IOException {
        addOne(AddScene.CAB, "a.pdb", TEXT);
        EntryResult result = addCompressed(AddScene.CAB, "a.pdb", TEXT);
        assertThat(result.status()).isEqualTo(EntryResult.Status.ERROR);
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(TEXT);
    }

    @Test
    void aDamagedStoredCabinetIsReplaced() throws IOException {
        addOne(AddScene.CAB, "a.pdb", TEXT);
        Path stored = store.root().resolve("a.pdb/1/a.pd_");
        byte[] bytes = Files.readAllBytes(stored);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(stored, bytes);
        EntryResult result = addOne(AddScene.CAB, "a.pdb", TEXT);
        assertThat(result.status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(TEXT);
        Files.write(stored, Arrays.copyOf(bytes, 20));
        assertThat(addOne(AddScene.CAB, "a.pdb", TEXT).status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(TEXT);
    }

    private Map<String, String> treeWith(int jobs, String name) throws IOException {
        AddScene each = new AddScene(directory.resolve(name), jobs);
        AddEntry[] entries = new AddEntry[12];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = AddScene.entry(
                    "f" + i + ".pdb", AddScene.text("file " + i, i == 5 ? 5_000_000 : 10_000 + 1000 * i));
        }
        each.add(AddScene.CAB, entries);
        return each.tree();
    }

    /** One file is larger than all others together, so that it is compressed by all threads. */
    @Test
    void theResultDoesNotDependOnTheNumberOfJobs() throws IOException {
        Map<String, String> one = treeWith(1, "one");
        assertThat(one).hasSize(12 * 2 + 5);
        assertThat(treeWith(4, "four")).isEqualTo(one);
    }

    @Test
    void severalSourcesUnderOneKeyAreStoredOnce() throws IOException {
        List<EntryResult> results = store.add(
                AddScene.CAB,
                AddScene.entry("a.pdb", SymbolClass.PRI, "C:\\1\\a.pdb", TEXT),
                AddScene.entry("a.pdb", SymbolClass.PRI, "C:\\2\\a.pdb", OTHER));
        assertThat(results).extracting(EntryResult::replaced).containsExactly(false, true);
        assertThat(results).extracting(EntryResult::path).containsOnly("a.pdb/1/a.pd_");
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(OTHER);
    }
}
