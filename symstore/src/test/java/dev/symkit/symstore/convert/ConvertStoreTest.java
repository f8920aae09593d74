// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries move to their places in the other layout and back. */
final class ConvertStoreTest {
    private static final int ENTRIES = 60;

    @TempDir
    private Path directory;

    private NastyStore store = new NastyStore(Path.of("none"));

    @BeforeEach
    void caseMatters() throws IOException {
        store = NastyStore.in(directory);
    }

    @Test
    void thereAndBackIsTheIdentity() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        Map<String, String> before = store.tree();

        ConvertReport there = store.convert(0);
        Map<String, String> twoTier = store.tree();

        assertThat(there.errors()).isEmpty();
        assertThat(there.tier()).isEqualTo(2);
        assertThat(there.merged()).isZero();
        for (String name : store.names(ENTRIES)) {
            assertThat(twoTier).containsEntry(NastyStore.place(name, 2), "directory");
        }
        assertThat(twoTier).containsKey("index2.txt").doesNotContainKey("000Admin/convert.journal");
        assertThat(twoTier.keySet())
                .filteredOn(name -> !name.contains("/") && name.codePointCount(0, name.length()) > 2)
                .containsExactlyInAnyOrder("000Admin", ".symproxy", "index2.txt", "pingme.txt");
        store.assertAllFound(store.keys(ENTRIES));

        ConvertReport back = store.convert(1);

        assertThat(back.errors()).isEmpty();
        assertThat(back.moved()).isEqualTo(there.moved());
        assertThat(store.tree()).isEqualTo(before);
    }

    @Test
    void aCopyThatIsNotFinishedIsLeftAlone() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        store.write("000Admin/copy.unfinished", "");
        Map<String, String> before = store.tree();
        assertThatThrownBy(() -> store.convert(0)).hasMessageContaining("an unfinished copy of another store");
        assertThat(store.tree()).isEqualTo(before);
    }

    @Test
    void aSecondRunHasNothingToDo() throws IOException {
        NastyStore.create(store.root(), ENTRIES);
        store.convert(2);
        Map<String, String> after = store.tree();

        assertThat(store.convert(0).already()).isTrue();
        ConvertReport again = store.convert(2);

        assertThat(again.moved() + again.merged()).isZero();
        assertThat(store.tree()).isEqualTo(after);
    }

    /** A file of the desktop in a prefix does not hide its entries; a directory that is prefix and entry is taken apart. */
    @Test
    void tellsPrefixesFromEntries() throws IOException {
        store.admin();
        store.write("index2.txt", "");
        store.write("ab/.DS_Store", "");
        store.write("ab/abc.pdb/1111/abc.pdb", "");
        store.write("ab/abc.pdb/.DS_Store", "");
        store.write("ab/AB345678/ab", "key that begins like its entry");
        store.write("ab/ab/AB999999/ab", "entry in a prefix of its own name");
        store.write("cd/CD345678/refs.ptr", "");
        store.write("ef/efg.pdb/1111/efg.pdb", "");

        assertThat(store.convert(2).errors()).isEmpty();
        assertThat(store.files())
                .containsExactly(
                        "ab/.DS_Store",
                        "ab/ab/AB345678/ab",
                        "ab/ab/AB999999/ab",
                        "ab/abc.pdb/.DS_Store",
                        "ab/abc.pdb/1111/abc.pdb",
                        "cd/cd/CD345678/refs.ptr",
                        "ef/efg.pdb/1111/efg.pdb",
                        "index2.txt");

        assertThat(store.convert(1).errors()).isEmpty();
        assertThat(store.files())
                .containsExactly(
                        "ab/.DS_Store",
                        "ab/AB345678/ab",
                        "ab/AB999999/ab",
                        "abc.pdb/.DS_Store",
                        "abc.pdb/1111/abc.pdb",
                        "cd/CD345678/refs.ptr",
                        "efg.pdb/1111/efg.pdb");
    }

    @Test
    void listsTheRenamesAndChangesNothing() throws IOException {
        store.admin();
        store.write("x.pdb/1111/x.pdb", "");
        store.write("ab/2222/ab", "");
        Map<String, String> before = store.tree();
        ConvertRequest request = new ConvertRequest(store.request(0).target(), OptionalInt.empty(), true, false);
        List<Rename> renames = new ArrayList<>();

        ConvertReport report = new ConvertStore().run(request, new ConvertListener() {
            @Override
            public void moved(Rename rename) {
                renames.add(rename);
            }
        });

        assertThat(renames).containsExactly(new Rename("ab", "ab/ab", false), new Rename("x.pdb", "x/x.pdb", false));
        assertThat(report.moved()).isEqualTo(2);
        assertThat(store.tree()).isEqualTo(before);
        assertThat(store.root().resolve("000Admin/.symstore.lock")).doesNotExist();
    }

    @Test
    void needsTheAdministrationDirectory() throws IOException {
        store.write("x.pdb/1111/x.pdb", "");
        assertThatThrownBy(() -> store.convert(2))
                .isInstanceOfSatisfying(
                        LockFailedException.class, e -> assertThat(e.code()).isEqualTo(3));
        assertThat(store.files()).containsExactly("x.pdb/1111/x.pdb");
        ConvertRequest request = new ConvertRequest(store.request(0).target(), OptionalInt.empty(), false, true);

        assertThat(new ConvertStore().run(request, new ConvertListener() {}).moved())
                .isEqualTo(1);
        assertThat(store.files()).containsExactly("index2.txt", "x/x.pdb/1111/x.pdb");

        NastyStore none = new NastyStore(directory.resolve("none"));
        ConvertRequest nothing = new ConvertRequest(none.request(0).target(), OptionalInt.empty(), false, true);
        assertThatThrownBy(() -> new ConvertStore().run(nothing, new ConvertListener() {}))
                .isInstanceOfSatisfying(
                        LockFailedException.class, e -> assertThat(e.code()).isEqualTo(3));
        assertThat(directory.resolve("none")).doesNotExist();
    }
}
