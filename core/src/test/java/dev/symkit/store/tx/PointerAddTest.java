// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /p} (symbol-store-format 6, 7; symstore 7.2, 8.3). */
class PointerAddTest {
    private static final String A = "\\\\srv\\share\\A\\a.pdb";
    private static final String B = "\\\\srv\\share\\B\\a.pdb";
    private static final byte[] TEXT = AddScene.text("text", 1000);

    @TempDir
    private Path directory;

    private AddScene store = new AddScene(Path.of(""), 1);

    @BeforeEach
    void create() {
        store = new AddScene(directory.resolve("store"), 2);
    }

    /** The file that a pointer names; nobody reads it. */
    private record Target(String recordedPath) implements SourceFile {
        @Override
        public long size() {
            return 10;
        }

        @Override
        public Instant modified() {
            return AddScene.NOW;
        }

        @Override
        public ByteSource open() {
            throw new AssertionError("opened");
        }

        @Override
        public void copyTo(OutputStream out, IntConsumer copied) {
            throw new AssertionError("read");
        }
    }

    private EntryResult point(AddOptions how, String path) throws IOException {
        return store.add(how, new AddEntry(new SymbolKey("a.pdb", "1"), SymbolClass.PRI, new Target(path), false))
                .get(0);
    }

    private EntryResult addFile() throws IOException {
        return store.add(AddOptions.PLAIN, AddScene.entry("a.pdb", TEXT)).get(0);
    }

    private String pointer() throws IOException {
        return store.file("a.pdb/1/file.ptr");
    }

    private boolean fileExists() throws IOException {
        return store.tree().containsKey("a.pdb/1/a.pdb");
    }

    @Test
    void writesThePathAloneAndAReference() throws IOException {
        EntryResult result = point(AddScene.pointing("", false), A);
        assertThat(result.status()).isEqualTo(EntryResult.Status.STORED);
        assertThat(result.path()).isEqualTo("a.pdb/1/file.ptr");
        assertThat(result.compressed()).isFalse();
        assertThat(pointer()).isEqualTo(A);
        assertThat(store.file("a.pdb/1/refs.ptr")).isEqualTo("0000000001,ptr,\"" + A + "\",pri,,N,,");
        assertThat(store.file("000Admin/0000000001")).isEqualTo("\"a.pdb\\1\",\"" + A + "\"\r\n");
        assertThat(store.file("000Admin/server.txt"))
                .isEqualTo("0000000001,add,ptr,11/25/2026,10:00:00,\"prod\",\"\",\"\",\r\n");
        assertThat(store.file("000Admin/history.txt"))
                .isEqualTo("0000000001,add,ptr,11/25/2026,10:00:00,\"prod\",\"\",\"\",");
        assertThat(store.tree()).hasSize(7);
    }

    @Test
    void writesThePrefixWithAMessageOrOnRequest() throws IOException {
        point(AddScene.pointing("", true), A);
        assertThat(pointer()).isEqualTo("PATH:" + A);
        point(AddScene.pointing("ask \"Bob\"\nor Eve", false), B);
        assertThat(pointer()).isEqualTo("PATH:" + B + "\r\nMSG:ask 'Bob' or Eve");
        assertThat(store.file("a.pdb/1/refs.ptr"))
                .endsWith("\r\n0000000002,ptr,\"" + B + "\",pri,,N,\"ask 'Bob' or Eve\",");
        point(AddScene.pointing("", false), A);
        store.delete(3, false);
        assertThat(pointer()).as("as before").isEqualTo("PATH:" + B + "\r\nMSG:ask 'Bob' or Eve");
    }

    @Test
    void filesAndPointersTakeTurns() throws IOException {
        addFile();
        point(AddScene.pointing("", false), A);
        assertThat(pointer()).isEqualTo(A);
        assertThat(fileExists()).isTrue();
        EntryResult again = addFile();
        assertThat(again.status()).isEqualTo(EntryResult.Status.SAME);
        assertThat(pointer()).isEqualTo("absent");
        point(AddScene.pointing("", false), B);
        assertThat(pointer()).isEqualTo(B);
        assertThat(store.file("a.pdb/1/refs.ptr").lines().map(line -> line.substring(11, 15)))
                .containsExactly("file", "ptr,", "file", "ptr,");
    }

    @Test
    void aCompressedFileStaysBesideAPointer() throws IOException {
        store.add(AddScene.CAB, AddScene.entry("a.pdb", TEXT));
        point(AddScene.pointing("", false), A);
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(TEXT);
        store.delete(1, false);
        assertThat(store.tree()).doesNotContainKey("a.pdb/1/a.pd_").containsKey("a.pdb/1/file.ptr");
    }

    @Test
    void refusesPathsThatAPointerCannotHold() throws IOException {
        for (String path : new String[] {"/src/a\nb.pdb", "/src/\"a\".pdb", "/" + "x".repeat(40_000)}) {
            EntryResult result = point(AddScene.pointing("", false), path);
            assertThat(result.status()).isEqualTo(EntryResult.Status.ERROR);
            assertThat(result.message()).contains("cannot hold");
        }
        assertThat(store.tree().keySet()).noneMatch(name -> name.startsWith("a.pdb"));
    }

    @Test
    void theLastOfSeveralPointersInOneRunIsWritten() throws IOException {
        SymbolKey key = new SymbolKey("a.pdb", "1");
        store.add(
                AddScene.pointing("", false),
                new AddEntry(key, SymbolClass.PRI, new Target(A), false),
                new AddEntry(key, SymbolClass.PRI, new Target(B), false));
        assertThat(pointer()).isEqualTo(B);
        assertThat(store.file("a.pdb/1/refs.ptr"))
                .isEqualTo("0000000001,ptr,\"" + A + "\",pri,,N,,\r\n0000000001,ptr,\"" + B + "\",pri,,N,,");
    }

    /** symstore 8.3: 43 file, 44 file, 45 file, 46 ptr A, 47 ptr B. */
    private void workedExample() throws IOException {
        store.storage().createRoot();
        Files.writeString(store.root().resolve("000Admin/lastid.txt"), "0000000042");
        addFile();
        addFile();
        addFile();
        point(AddScene.pointing("", false), A);
        point(AddScene.pointing("", false), B);
        assertThat(store.file("000Admin/lastid.txt")).isEqualTo("0000000047");
        assertThat(pointer()).isEqualTo(B);
        assertThat(fileExists()).isTrue();
        StringBuilder refs = new StringBuilder();
        for (int id = 43; id <= 45; id++) {
            refs.append("00000000" + id + ",file,\"C:\\out\\a.pdb\",pri,,N,,\r\n");
        }
        refs.append("0000000046,ptr,\"" + A + "\",pri,,N,,\r\n0000000047,ptr,\"" + B + "\",pri,,N,,");
        assertThat(store.file("a.pdb/1/refs.ptr")).isEqualTo(refs.toString());
    }

    @Test
    void theWorkedExampleFromItsEnd() throws IOException {
        workedExample();
        store.delete(47, false);
        assertThat(pointer()).isEqualTo(A);
        assertThat(fileExists()).isTrue();
        store.delete(46, false);
        assertThat(pointer()).isEqualTo("absent");
        assertThat(fileExists()).isTrue();
    }

    @Test
    void theWorkedExampleFromItsStart() throws IOException {
        workedExample();
        store.delete(43, false);
        store.delete(44, false);
        assertThat(fileExists()).isTrue();
        store.delete(45, false);
        assertThat(fileExists()).isFalse();
        assertThat(pointer()).isEqualTo(B);
        store.delete(47, false);
        assertThat(pointer()).isEqualTo(A);
        store.delete(46, false);
        assertThat(store.root().resolve("a.pdb")).doesNotExist();
    }
}
