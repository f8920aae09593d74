// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that are in both places are merged. */
final class ConvertMergeTest {
    @TempDir
    private Path directory;

    private NastyStore store = new NastyStore(Path.of("none"));

    @BeforeEach
    void caseMatters() throws IOException {
        store = NastyStore.in(directory);
    }

    @Test
    void mergesReferencesAndKeepsTheNewerFile() throws IOException {
        store.admin();
        store.write("index2.txt", "");
        store.key("x.pdb/1111", "x.pdb", "0000000001", "old");
        store.key("x/x.pdb/1111", "x.pdb", "0000000002", "new");
        store.key("x.pdb/2222", "x.pdb", "0000000004", "new");
        store.key("x/x.pdb/2222", "x.pdb", "0000000003", "old");
        store.key("x.pdb/3333", "x.pdb", "0000000003", "alone");

        ConvertReport report = store.convert(2);

        assertThat(report).isEqualTo(new ConvertReport(2, false, 0, 1, List.of()));
        assertThat(store.root().resolve("x.pdb")).doesNotExist();
        Path entry = store.root().resolve("x/x.pdb");
        assertThat(entry.resolve("1111/x.pdb")).hasContent("new");
        assertThat(entry.resolve("2222/x.pdb")).hasContent("new");
        assertThat(entry.resolve("3333/x.pdb")).hasContent("alone");
        assertThat(Files.readString(entry.resolve("1111/refs.ptr")))
                .isEqualTo("0000000001,file,\"/old\",pri,,N,,\r\n0000000002,file,\"/new\",pri,,N,,");
        assertThat(Files.readString(entry.resolve("2222/refs.ptr")))
                .isEqualTo("0000000003,file,\"/old\",pri,,N,,\r\n0000000004,file,\"/new\",pri,,N,,");
    }

    @Test
    void mergesPointersAndForms() throws IOException {
        store.admin();
        // The newer side is a pointer: the file of the older one is still referenced.
        store.write("index2.txt", "");
        store.key("x.pdb/1111", "x.pdb", "0000000001", "file");
        store.write("x/x.pdb/1111/file.ptr", "/new");
        store.write("x/x.pdb/1111/refs.ptr", "0000000002,ptr,\"/new\",pri,,N,,");
        // The newer side is a file: no pointer is left.
        store.write("x.pdb/2222/file.ptr", "/old");
        store.write("x.pdb/2222/refs.ptr", "0000000001,ptr,\"/old\",pri,,N,,");
        store.key("x/x.pdb/2222", "x.pdb", "0000000002", "file");
        // One form only.
        store.key("x.pdb/3333", "x.pdb", "0000000002", "plain");
        store.key("x/x.pdb/3333", "x.pd_", "0000000001", "compressed");
        // Without references, as in a cache.
        store.write("x.pdb/4444/x.pdb", "left");
        store.write("x/x.pdb/4444/x.pdb", "right");
        store.write("x.pdb/5555/x.pdb", "file");
        store.write("x/x.pdb/5555/file.ptr", "/pointer");
        // Two pointers.
        store.write("x.pdb/6666/file.ptr", "/newer");
        store.write("x.pdb/6666/refs.ptr", "0000000002,ptr,\"/newer\",pri,,N,,");
        store.write("x/x.pdb/6666/file.ptr", "/older");
        store.write("x/x.pdb/6666/refs.ptr", "0000000001,ptr,\"/older\",pri,,N,,");
        // A directory below a key, and a foreign file.
        store.write("x.pdb/7777/msfz0/x.pdb", "deep");
        store.write("x/x.pdb/7777/msfz0/note.txt", "note");

        assertThat(store.convert(2).errors()).isEmpty();

        assertThat(store.files())
                .filteredOn(file -> !file.endsWith("refs.ptr"))
                .containsExactly(
                        "index2.txt",
                        "x/x.pdb/1111/file.ptr",
                        "x/x.pdb/1111/x.pdb",
                        "x/x.pdb/2222/x.pdb",
                        "x/x.pdb/3333/x.pdb",
                        "x/x.pdb/4444/x.pdb",
                        "x/x.pdb/5555/file.ptr",
                        "x/x.pdb/5555/x.pdb",
                        "x/x.pdb/6666/file.ptr",
                        "x/x.pdb/7777/msfz0/note.txt",
                        "x/x.pdb/7777/msfz0/x.pdb");
        assertThat(store.root().resolve("x/x.pdb/3333/x.pdb")).hasContent("plain");
        assertThat(store.root().resolve("x/x.pdb/4444/x.pdb")).hasContent("right");
        assertThat(store.root().resolve("x/x.pdb/6666/file.ptr")).hasContent("/newer");
    }

    @Test
    void whatCannotBeMergedIsReportedAndLeft() throws IOException {
        store.admin();
        store.write("index2.txt", "");
        store.key("x.pdb/1111", "x.pdb", "0000000001", "old");
        store.key("x/x.pdb/1111", "x.pdb", "0000000002", "new");
        store.write("x.pdb/1111/note.txt", "mine");
        store.write("x/x.pdb/1111/note.txt", "yours");
        store.key("y.pdb/1111", "y.pdb", "0000000001", "other");

        ConvertReport report = store.convert(2);

        assertThat(report.errors())
                .containsExactly(new ConvertReport.NotMoved("x.pdb/1111", "there is a x/x.pdb/1111/note.txt already"));
        assertThat(report.moved()).isEqualTo(1);
        assertThat(store.root().resolve("000Admin/convert.journal")).hasContent("to=2");
        Files.delete(store.root().resolve("x.pdb/1111/note.txt"));

        assertThat(store.convert(0).errors()).isEmpty();
        assertThat(store.files())
                .containsExactly(
                        "index2.txt",
                        "x/x.pdb/1111/note.txt",
                        "x/x.pdb/1111/refs.ptr",
                        "x/x.pdb/1111/x.pdb",
                        "y/y.pdb/1111/refs.ptr",
                        "y/y.pdb/1111/y.pdb");
    }
}
