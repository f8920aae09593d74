// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.StoreException;
import dev.symkit.symstore.TestStore;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdoptTreeTest {
    private static final String KEY = "123456789ABCDEF000000000000000011";

    @TempDir
    private Path temporary;

    private TestStore store = new TestStore(Path.of(""), Path.of(""));

    @BeforeEach
    void create() {
        store = new TestStore(temporary.resolve("store"), temporary);
    }

    private static byte[] pdb(long number) {
        return new PdbBuilder()
                .guid(new UUID(0x1234_5678_9ABC_DEF0L, number))
                .infoAge(1)
                .dbiAge(1)
                .module("a.obj", 0, 12)
                .build();
    }

    private static String key(int number) {
        return KEY.substring(0, KEY.length() - 2) + number + "1";
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = store.root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private void put(String name, String content) throws IOException {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private AdoptTree.Report adopt(boolean check) throws IOException {
        return new AdoptTree()
                .run(new AdoptTree.Request(store.target(), "Cache", "1", "c", check), new AdoptTree.Listener() {
                    @Override
                    public void reading(long files, long bytes) {
                        // not looked at
                    }

                    @Override
                    public void read(long files, long bytes) {
                        // not looked at
                    }
                });
    }

    private String refs(String directory) throws IOException {
        return store.tree().getOrDefault(directory + "/refs.ptr", "none");
    }

    private String at(String path) {
        return store.root() + java.io.File.separator + path.replace('/', java.io.File.separatorChar);
    }

    @Test
    void takesFilesCompressedFilesAndPointersUnderManagement() throws IOException {
        byte[] content = pdb(2);
        byte[] cabinet = new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(content)
                .file("b.pdb", 0, content.length)
                .build();
        put("a.pdb/" + key(1) + "/a.pdb", pdb(1));
        put("b.pdb/" + key(2) + "/b.pd_", cabinet);
        put("c.pdb/" + key(3) + "/file.ptr", "\\\\srv\\share\\c.pdb");
        put("d.pdb/" + key(4) + "/d.pdb", pdb(4));
        put("d.pdb/" + key(4) + "/file.ptr", "PATH:\\\\srv\\d.pdb\r\nMSG:moved");
        put("pingme.txt", "");
        put("notes/readme/a.txt", "no key directory");
        Map<String, String> before = new TreeMap<>(store.tree());

        AdoptTree.Report report = adopt(true);

        assertThat(report.id()).isEqualTo("0000000001");
        assertThat(report.files()).isEqualTo(3);
        assertThat(report.pointers()).isEqualTo(2);
        assertThat(report.errors()).isZero();
        assertThat(store.tree()).containsAllEntriesOf(before);
        assertThat(refs("a.pdb/" + key(1)))
                .isEqualTo("0000000001,file,\"" + at("a.pdb/" + key(1) + "/a.pdb") + "\",pri,,N,,");
        assertThat(refs("b.pdb/" + key(2)))
                .isEqualTo("0000000001,file,\"" + at("b.pdb/" + key(2) + "/b.pd_") + "\",pri,,Y,,");
        assertThat(refs("c.pdb/" + key(3))).isEqualTo("0000000001,ptr,\"\\\\srv\\share\\c.pdb\",pri,,N,,");
        assertThat(refs("d.pdb/" + key(4)))
                .isEqualTo("0000000001,file,\"" + at("d.pdb/" + key(4) + "/d.pdb") + "\",pri,,N,,\r\n"
                        + "0000000001,ptr,\"\\\\srv\\d.pdb\",pri,,N,\"moved\",");
        assertThat(store.tree().get("000Admin/lastid.txt")).isEqualTo("0000000001");
        assertThat(store.tree().get("000Admin/server.txt"))
                .isEqualTo("0000000001,add,file,11/25/2026,10:00:00,\"Cache\",\"1\",\"c\",\r\n");
        assertThat(store.tree().getOrDefault("000Admin/0000000001", "").lines()).hasSize(5);
        assertThat(store.problems()).isEmpty();

        assertThat(adopt(true).directories()).isEmpty();
        assertThat(store.delete("1").errors()).isZero();
        assertThat(store.tree().keySet())
                .containsExactly(
                        "000Admin/0000000001.deleted",
                        "000Admin/history.txt",
                        "000Admin/lastid.txt",
                        "000Admin/server.txt",
                        "notes/readme/a.txt",
                        "pingme.txt");
    }

    @Test
    void leavesOutWhatIsNotWhatItsDirectorySays() throws IOException {
        byte[] broken = new PdbBuilder().build();
        put("a.pdb/" + key(1) + "/a.pdb", pdb(2));
        put("b.pdb/" + key(2) + "/b.pdb", pdb(2));
        put("c.pdb/" + key(3) + "/c.pdb", "no symbols");
        put("d.pdb/sha1-12/d.pdb", "a key of another kind");
        put("e.pdb/" + key(5) + "/e.pdb", java.util.Arrays.copyOf(broken, 600));
        put("f.pdb/" + key(6) + "/file.ptr", "x".repeat(40_000));
        put("g.pdb/bad key/g.pdb", pdb(7));

        AdoptTree.Report report = adopt(true);

        assertThat(report.errors()).isEqualTo(5);
        assertThat(report.files()).isEqualTo(2);
        assertThat(report.directories().stream()
                        .filter(each -> each.problem().isEmpty())
                        .map(AdoptTree.Directory::name))
                .containsExactly("b.pdb", "d.pdb");
        assertThat(report.directories().get(0).problem()).isEqualTo("the key of the file is " + key(2));
        assertThat(refs("a.pdb/" + key(1))).isEqualTo("none");
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void withoutCheckTheNameTellsTheClass() throws IOException {
        put("a.pdb/" + key(1) + "/a.pdb", "no symbols");
        put("a.exe/123/a.exe", "no image");
        put("a.dbg/123/a.dbg", "no debug file");

        AdoptTree.Report report = adopt(false);

        assertThat(report.errors()).isZero();
        assertThat(report.directories().stream().map(AdoptTree.Directory::symbolClass))
                .containsExactly("dbg", "bin", "pri");
    }

    @Test
    void keepsTheLayoutOfATwoTierTree() throws IOException {
        put("index2.txt", "");
        put("a./a.pdb/" + key(1) + "/a.pdb", "");
        put("be/beta.pdb/" + key(1) + "/beta.pdb", pdb(1));
        put("flat.pdb/" + key(2) + "/flat.pdb", pdb(2));

        assertThat(adopt(true).files()).isEqualTo(2);
        assertThat(store.problems()).isEmpty();
        assertThat(refs("be/beta.pdb/" + key(1))).startsWith("0000000001,file,");
    }

    @Test
    void marksATwoTierTreeThatHasNoMark() throws IOException {
        put("be/beta.pdb/" + key(1) + "/beta.pdb", pdb(1));
        put("al/alpha.pdb/" + key(2) + "/alpha.pdb", pdb(2));

        assertThat(adopt(true).files()).isEqualTo(2);
        assertThat(store.tree()).containsEntry("index2.txt", "");
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void aMixOfLayoutsWithoutMarkIsOneTier() throws IOException {
        put("be/beta.pdb/" + key(1) + "/beta.pdb", pdb(1));
        put("alpha.pdb/" + key(2) + "/alpha.pdb", pdb(2));

        AdoptTree.Report report = adopt(true);

        assertThat(report.files()).isEqualTo(1);
        assertThat(report.errors()).isEqualTo(1);
        assertThat(store.tree()).doesNotContainKey("index2.txt");
        assertThat(store.problems()).isEmpty();
    }

    /** A store that is a client's cache too. */
    @Test
    void inAManagedStoreTheRestIsAdopted() throws IOException {
        Files.createDirectories(temporary.resolve("in"));
        Files.write(temporary.resolve("in/a.pdb"), pdb(1));
        store.add(temporary.resolve("in/a.pdb"));
        put("b.pdb/" + key(2) + "/b.pdb", pdb(2));
        String references = refs("a.pdb/" + key(1));

        AdoptTree.Report report = adopt(true);

        assertThat(report.id()).isEqualTo("0000000002");
        assertThat(report.directories()).hasSize(1);
        assertThat(refs("a.pdb/" + key(1))).isEqualTo(references);
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void referencesWithoutAnyRecordOfTransactionsAreReplaced() throws IOException {
        put("a.pdb/" + key(1) + "/a.pdb", pdb(1));
        put("a.pdb/" + key(1) + "/refs.ptr", "0000000042,file,\"C:\\a.pdb\",pri,,N,,");

        assertThat(adopt(true).files()).isEqualTo(1);
        assertThat(refs("a.pdb/" + key(1))).startsWith("0000000001,file,").doesNotContain("42,file");
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void aStoreWithoutReferencesIsRefused() throws IOException {
        put("000Admin/norefs", "");
        put("000Admin/lastid.txt", "0000000001");
        put("a.pdb/" + key(1) + "/a.pdb", pdb(1));

        assertThatThrownBy(() -> adopt(true))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NO_REFERENCES));
        assertThat(refs("a.pdb/" + key(1))).isEqualTo("none");
    }

    @Test
    void nothingIsMadeOfATreeWithoutKeyDirectories() throws IOException {
        put("a/b/c/d.txt", "");
        Map<String, String> before = store.tree();

        assertThat(adopt(true)).isEqualTo(new AdoptTree.Report("", java.util.List.of(), 0, 0));
        assertThat(store.tree()).isEqualTo(before);
        TestStore none = new TestStore(temporary.resolve("none"), temporary);
        store = none;
        assertThatThrownBy(() -> adopt(true)).isInstanceOf(StoreException.class);
        assertThat(none.root()).doesNotExist();
    }
}
