// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.files.FileReport;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores that Microsoft's SymStore wrote are reproduced from their inputs, byte for byte. */
class ReferenceStoresTest {
    private static final String AT = "C:\\Users\\elmir.jagudin\\symstore\\";
    private static final LocalDateTime FIRST = LocalDateTime.of(2016, 9, 6, 10, 34, 19);
    private static final LocalDateTime SECOND = LocalDateTime.of(2016, 9, 6, 10, 45, 51);
    private static final LocalDateTime THIRD = LocalDateTime.of(2016, 9, 6, 10, 57, 50);

    @TempDir
    Path temporary;

    private static String name(String path) {
        return String.valueOf(Path.of(path).getFileName());
    }

    private TestStore original(Corpus corpus, String name) throws IOException {
        Path root = temporary.resolve(name);
        TestStore.unzip(corpus.file("stores/" + name + ".zip"), root);
        return new TestStore(root, temporary);
    }

    private static void addFirst(TestStore store, Corpus corpus) throws IOException {
        store.add(
                FIRST,
                "dummyprod",
                "",
                path -> AT + "files\\" + name(path),
                files(corpus, "bigage.pdb", "dummyprog.pdb"));
    }

    private static void addSecond(TestStore store, Corpus corpus) throws IOException {
        store.add(SECOND, "dummylib", "", path -> AT + name(path), files(corpus, "dummylib.pdb"));
    }

    private static void addThird(TestStore store, Corpus corpus) throws IOException {
        List<Path> files = files(corpus, "dummylib.dll", "dummyprog.exe");
        store.add(THIRD, "peprods", "1.0.1", path -> AT + "newfiles\\" + name(path), files);
    }

    private static List<Path> files(Corpus corpus, String... names) {
        return List.of(names).stream()
                .map(name -> corpus.file("symstore-py/" + name))
                .toList();
    }

    @Test
    void oneAdd() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        TestStore ours = new TestStore(temporary.resolve("ours"), temporary);
        addFirst(ours, corpus);
        assertThat(ours.tree()).isEqualTo(original(corpus, "new_store").tree());
    }

    @Test
    void twoAdds() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        TestStore ours = new TestStore(temporary.resolve("ours"), temporary);
        addFirst(ours, corpus);
        addSecond(ours, corpus);
        assertThat(ours.tree()).isEqualTo(withoutEditedEnd(original(corpus, "existing_store")));
    }

    @Test
    void threeAdds() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        TestStore ours = new TestStore(temporary.resolve("ours"), temporary);
        addFirst(ours, corpus);
        addSecond(ours, corpus);
        addThird(ours, corpus);
        assertThat(ours.tree()).isEqualTo(withoutEditedEnd(original(corpus, "pe_store")));
        assertThat(ours.problems()).isEmpty();
    }

    @Test
    void anOriginalStoreIsAddedToAndDeletedFrom() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        TestStore store = original(corpus, "existing_store");
        Map<String, String> before = store.tree();
        addThird(store, corpus);
        Map<String, String> after = store.tree();
        assertThat(after.get("000Admin/server.txt"))
                .isEqualTo(before.get("000Admin/server.txt")
                        + "0000000003,add,file,09/06/2016,10:57:50,\"peprods\",\"1.0.1\",\"\",\r\n");
        assertThat(after.get("000Admin/history.txt")).startsWith(before.get("000Admin/history.txt"));
        store.delete("3");
        Map<String, String> undone = store.tree();
        assertThat(undone.get("000Admin/server.txt")).isEqualTo(before.get("000Admin/server.txt"));
        assertThat(undone.keySet()).containsAll(before.keySet());
        assertThat(undone.get("000Admin/0000000003.deleted")).isEqualTo(after.get("000Admin/0000000003"));
        store.delete("1");
        assertThat(store.tree().get("000Admin/server.txt"))
                .isEqualTo("0000000002,add,file,09/06/2016,10:45:51,\"dummylib\",\"\",\"\",\r\n");
        assertThat(store.problems()).isEmpty();
    }

    /** The end of two originals' history.txt was edited by hand (corpus README): a CRLF that the tool does not write. */
    private static Map<String, String> withoutEditedEnd(TestStore store) throws IOException {
        Map<String, String> tree = store.tree();
        tree.computeIfPresent(
                "000Admin/history.txt",
                (name, text) -> text.endsWith("\r\n") ? text.substring(0, text.length() - 2) : text);
        return tree;
    }

    @Test
    void everyCorpusFileIsStoredUnderItsKey() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        TestStore store = new TestStore(temporary.resolve("corpus"), temporary);
        AddReport report = store.add(corpus.root());
        TreeMap<String, String> expected = new TreeMap<>();
        TreeMap<String, String> stored = new TreeMap<>();
        for (Corpus.Row row : corpus.manifest()) {
            if (!row.key().isEmpty()) {
                expected.put(row.path(), row.key());
            }
        }
        for (FileReport file : report.files()) {
            String path = corpus.root()
                    .toAbsolutePath()
                    .normalize()
                    .relativize(Path.of(file.source()))
                    .toString();
            if (!file.key().isEmpty() && !file.is(FileReport.Mark.SECONDARY) && expected.containsKey(path)) {
                stored.put(path, file.name() + "/" + file.key() + "/" + file.name());
                assertThat(Path.of(file.path())).exists();
            }
        }
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(stored).isEqualTo(expected);
        assertThat(report.count("error")).isZero();
        assertThat(store.problems()).isEmpty();
        System.out.println("corpus: " + stored.size() + " keys compared");
    }

    @Test
    void filesKeepTheTimeOfTheirSource() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        TestStore store = new TestStore(temporary.resolve("times"), temporary);
        Path source = corpus.file("symstore-py/bigage.pdb");
        AddReport report = store.add(source);
        assertThat(Files.getLastModifiedTime(Path.of(report.files().get(0).path())))
                .isEqualTo(Files.getLastModifiedTime(source));
    }
}
