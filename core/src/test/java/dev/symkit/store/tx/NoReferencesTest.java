// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -:NOREFS} (symstore 7.4, 8.4). */
class NoReferencesTest {
    private static final AddOptions NO_REFS = AddScene.withoutReferences(AddOptions.PLAIN);
    private static final byte[] TEXT = AddScene.text("text", 50_000);
    private static final byte[] OTHER = AddScene.text("other", 50_000);

    @TempDir
    private Path directory;

    private AddScene store = new AddScene(Path.of(""), 1);

    @BeforeEach
    void create() {
        store = new AddScene(directory.resolve("store"), 1);
    }

    private void refuses(AddOptions how, String message) {
        assertThatThrownBy(() -> store.add(how, AddScene.entry("b.pdb", TEXT)))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.NO_REFERENCES))
                .hasMessageContaining(message);
    }

    @Test
    void writesEverythingButReferences() throws IOException {
        store.add(NO_REFS, AddScene.entry("a.pdb", TEXT));
        assertThat(store.tree().keySet())
                .containsExactly(
                        "000Admin/0000000001",
                        "000Admin/history.txt",
                        "000Admin/lastid.txt",
                        "000Admin/norefs",
                        "000Admin/server.txt",
                        "a.pdb/1/a.pdb",
                        "pingme.txt");
        store.add(NO_REFS, AddScene.entry("a.pdb", OTHER));
        assertThat(store.tree()).hasSize(8).doesNotContainKey("a.pdb/1/refs.ptr");
    }

    @Test
    void withCompressionToo() throws IOException {
        EntryResult result = store.add(AddScene.withoutReferences(AddScene.CAB), AddScene.entry("a.pdb", TEXT))
                .get(0);
        assertThat(result.compressed()).isTrue();
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(TEXT);
        assertThat(store.tree()).hasSize(7).containsKey("000Admin/norefs");
        EntryResult plain = store.add(NO_REFS, AddScene.entry("a.pdb", OTHER)).get(0);
        assertThat(plain.replaced()).isTrue();
        assertThat(store.tree()).containsKey("a.pdb/1/a.pdb").doesNotContainKey("a.pdb/1/a.pd_");
    }

    @Test
    void withPointersToo() throws IOException {
        AddOptions pointers = AddScene.withoutReferences(AddScene.pointing("gone", false));
        store.add(pointers, AddScene.entry("a.pdb", TEXT));
        assertThat(store.file("a.pdb/1/file.ptr")).isEqualTo("PATH:C:\\out\\a.pdb\r\nMSG:gone");
        assertThat(store.tree()).doesNotContainKey("a.pdb/1/refs.ptr");
        store.add(NO_REFS, AddScene.entry("a.pdb", TEXT));
        assertThat(store.tree()).containsKey("a.pdb/1/a.pdb").doesNotContainKey("a.pdb/1/file.ptr");
    }

    @Test
    void aStoreIsOneOrTheOther() throws IOException {
        store.add(NO_REFS, AddScene.entry("a.pdb", TEXT));
        refuses(AddOptions.PLAIN, "created with '-:NOREFS'");
        AddScene other = store;
        store = new AddScene(directory.resolve("with"), 1);
        store.add(AddOptions.PLAIN, AddScene.entry("a.pdb", TEXT));
        refuses(NO_REFS, "'-:NOREFS' can only be used on a store created with it.");
        store.delete(1, false);
        refuses(NO_REFS, "'-:NOREFS' can only be used on a store created with it.");
        assertThat(store.file("000Admin/lastid.txt")).isEqualTo("0000000002");
        assertThat(other.file("000Admin/lastid.txt")).isEqualTo("0000000001");
    }

    /** A store of Microsoft's tool has no marker. */
    @Test
    void anOriginalsStoreIsKnownByItsOldestTransaction() throws IOException {
        store.add(NO_REFS, AddScene.entry("a.pdb", TEXT));
        store.add(NO_REFS, AddScene.entry("b.pdb", TEXT));
        Files.delete(store.root().resolve("000Admin/norefs"));
        refuses(AddOptions.PLAIN, "created with '-:NOREFS'");
        store.add(NO_REFS, AddScene.entry("c.pdb", TEXT));
        assertThat(store.tree()).containsKeys("000Admin/norefs", "c.pdb/1/c.pdb");
    }

    @Test
    void aDirectoryWithFilesAndNoTransactionsIsNew() throws IOException {
        Path file = store.root().resolve("x.pdb/2/x.pdb");
        Files.createDirectories(file.getParent());
        Files.write(file, TEXT);
        store.add(NO_REFS, AddScene.entry("a.pdb", TEXT));
        assertThat(store.tree()).containsKeys("000Admin/norefs", "x.pdb/2/x.pdb");
    }

    @Test
    void delNeedsForce() throws IOException {
        store.add(NO_REFS, AddScene.entry("a.pdb", TEXT), AddScene.entry("b.pdb", TEXT));
        store.add(AddScene.withoutReferences(AddScene.CAB), AddScene.entry("a.pdb", OTHER));
        DeleteResult refused = store.delete(2, false);
        assertThat(refused.errors()).isEqualTo(1);
        assertThat(store.unpacked("a.pdb/1/a.pd_")).isEqualTo(OTHER);

        store.add(NO_REFS, AddScene.entry("a.pdb", TEXT));
        DeleteResult first = store.delete(1, true);
        assertThat(first.errors()).isZero();
        assertThat(first.files()).as("another transaction has a.pdb").isEqualTo(1);
        assertThat(store.tree()).containsKey("a.pdb/1/a.pdb").doesNotContainKey("b.pdb/1/b.pdb");
        DeleteResult last = store.delete(4, true);
        assertThat(last.files()).isEqualTo(1);
        assertThat(store.root().resolve("a.pdb")).doesNotExist();
        assertThat(store.tree()).containsKey("000Admin/norefs");
    }
}
