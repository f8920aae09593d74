// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adds as uploads make them: what is stored already is not recorded again, and not replaced unasked. */
class UploadAddTest {
    private static final byte[] TEXT = "first".getBytes(ISO_8859_1);
    private static final byte[] OTHER = "other".getBytes(ISO_8859_1);

    @TempDir
    private Path directory;

    private AddScene store = new AddScene(Path.of(""), 1);

    @BeforeEach
    void create() {
        store = new AddScene(directory.resolve("store"), 1);
    }

    private static AddOptions how(Existing existing) {
        return new AddOptions(
                false, Optional.empty(), Optional.empty(), true, existing, false, false, AddOptions.Preference.NONE);
    }

    private List<EntryResult.Status> add(Existing existing, AddEntry... entries) throws IOException {
        return store.add(how(existing), entries).stream()
                .map(EntryResult::status)
                .toList();
    }

    @Test
    void theSameContentIsLeftOutAndAloneMakesNoTransaction() throws IOException {
        assertThat(add(Existing.REFUSED, AddScene.entry("a.pdb", TEXT))).containsExactly(EntryResult.Status.STORED);
        assertThat(add(Existing.REFUSED, AddScene.entry("a.pdb", TEXT))).containsExactly(EntryResult.Status.SKIPPED);
        assertThat(add(Existing.OVERWRITTEN, AddScene.entry("a.pdb", TEXT)))
                .containsExactly(EntryResult.Status.SKIPPED);
        assertThat(store.file("000Admin/lastid.txt")).isEqualTo("0000000001");
        assertThat(add(Existing.REFUSED, AddScene.entry("a.pdb", TEXT), AddScene.entry("b.pdb", OTHER)))
                .containsExactly(EntryResult.Status.SKIPPED, EntryResult.Status.STORED);
        assertThat(store.file("000Admin/0000000002")).doesNotContain("a.pdb");
        assertThat(store.file("a.pdb/1/refs.ptr").lines()).hasSize(1);
    }

    @Test
    void aCompressedFileWithThatContentIsTheSame() throws IOException {
        store.add(AddScene.CAB, AddScene.entry("a.pdb", TEXT));
        assertThat(add(Existing.REFUSED, AddScene.entry("a.pdb", TEXT))).containsExactly(EntryResult.Status.SKIPPED);
        assertThat(store.file("000Admin/lastid.txt")).isEqualTo("0000000001");
    }

    @Test
    void otherContentIsAnErrorUnlessItIsToReplace() throws IOException {
        add(Existing.REFUSED, AddScene.entry("a.pdb", TEXT));
        EntryResult refused =
                store.add(how(Existing.REFUSED), AddScene.entry("a.pdb", OTHER)).get(0);
        assertThat(refused.status()).isEqualTo(EntryResult.Status.ERROR);
        assertThat(refused.message()).isEqualTo("other content is stored under this key");
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo("first");
        assertThat(store.file("000Admin/lastid.txt")).isEqualTo("0000000001");
        assertThat(add(Existing.OVERWRITTEN, AddScene.entry("a.pdb", OTHER)))
                .containsExactly(EntryResult.Status.STORED);
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo("other");
        assertThat(store.file("000Admin/lastid.txt")).isEqualTo("0000000002");
    }

    @Test
    void whatNoReferenceHoldsIsReplacedOrHeldFromNowOn() throws IOException {
        Path loose = Files.createDirectories(directory.resolve("store/a.pdb/1")).resolve("a.pdb");
        Files.write(loose, OTHER);
        assertThat(add(Existing.REFUSED, AddScene.entry("a.pdb", TEXT))).containsExactly(EntryResult.Status.STORED);
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo("first");
        Path same = Files.createDirectories(directory.resolve("store/b.pdb/1")).resolve("b.pdb");
        Files.write(same, TEXT);
        assertThat(add(Existing.REFUSED, AddScene.entry("b.pdb", TEXT))).containsExactly(EntryResult.Status.SAME);
        assertThat(store.file("b.pdb/1/refs.ptr").lines()).hasSize(1);
    }

    @Test
    void onlyAPointerIsReplaced() throws IOException {
        store.add(AddScene.pointing("", false), AddScene.entry("a.pdb", OTHER));
        assertThat(add(Existing.REFUSED, AddScene.entry("a.pdb", TEXT))).containsExactly(EntryResult.Status.STORED);
        assertThat(store.file("a.pdb/1/a.pdb")).isEqualTo("first");
    }
}
