// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.ForwardingStorage;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreViewTest {
    @TempDir
    Path root;

    private final Map<String, Integer> listed = new HashMap<>();

    /** Counts how often each directory is listed. */
    private StoreStorage counting() throws IOException {
        return new ForwardingStorage(StoreStorages.local(root, StorageOptions.DEFAULT)) {
            @Override
            public List<String> list(String directory) throws IOException {
                listed.merge(directory, 1, Integer::sum);
                return super.list(directory);
            }
        };
    }

    private void write(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, path);
    }

    @Test
    void listsTheRootOnceHoweverManyKeysAreLookedUp() throws IOException {
        for (int i = 0; i < 40; i++) {
            write("f" + i + ".pdb/1/f" + i + ".pdb");
        }
        StoreView view = new StoreView(counting());
        for (int i = 0; i < 80; i++) {
            assertThat(view.find(new SymbolKey("f" + i + ".pdb", "1")).isPresent())
                    .isEqualTo(i < 40);
            assertThat(view.find(new SymbolKey("F" + i + ".PDB", "1")).map(StoreView.Found::path))
                    .isEqualTo(view.find(new SymbolKey("f" + i + ".pdb", "1")).map(StoreView.Found::path));
        }
        assertThat(view.tier()).isEqualTo(Tier.ONE);
        assertThat(listed).containsEntry("", 1);
        assertThat(listed.values()).allMatch(times -> times == 1);
    }

    @Test
    void listsNothingForATwoTierStoreWhoseNamesAreSpelledRight() throws IOException {
        write("index2.txt");
        write("ab/ab.pdb/1/ab.pdb");
        StoreView view = new StoreView(counting());
        assertThat(view.find(new SymbolKey("ab.pdb", "1")).map(StoreView.Found::path))
                .contains("ab/ab.pdb/1/ab.pdb");
        assertThat(listed).isEmpty();
    }

    @Test
    void anEntryThatIsThereAsItIsWrittenNeedsNoListingOfTheRoot() throws IOException {
        write("ab.pdb/1/ab.pdb");
        StoreView view = new StoreView(counting());
        SymbolKey key = new SymbolKey("ab.pdb", "1");
        assertThat(view.find(key).map(StoreView.Found::path)).contains("ab.pdb/1/ab.pdb");
        assertThat(view.keyDirectory(key)).contains("ab.pdb/1");
        assertThat(listed).doesNotContainKey("");
    }

    @Test
    void theTwoTierPlaceCountsFirstHoweverItAndTheMarkerAreSpelled() throws IOException {
        write("Index2.TXT");
        write("ab.pdb/1/ab.pdb");
        write("aB/ab.pdb/1/ab.pdb");
        write("ä1.pdb/1/ä1.pdb");
        write("Ä1/ä1.pdb/1/ä1.pdb");
        assertThat(new StoreView(counting()).find(new SymbolKey("ab.pdb", "1")).map(StoreView.Found::path))
                .contains("aB/ab.pdb/1/ab.pdb");
        assertThat(new StoreView(counting()).find(new SymbolKey("ä1.pdb", "1")).map(StoreView.Found::path))
                .contains("Ä1/ä1.pdb/1/ä1.pdb");
    }

    @Test
    void aGuessListsNothingAndTakesNamesAsTheyAreWritten() throws IOException {
        write("ab.pdb/1/ab.pdb");
        StoreView guess = StoreView.guess(counting());
        assertThat(guess.tier()).isEqualTo(Tier.ONE);
        assertThat(guess.find(new SymbolKey("ab.pdb", "1")).map(StoreView.Found::path))
                .contains("ab.pdb/1/ab.pdb");
        assertThat(guess.find(new SymbolKey("AB.pdb", "1"))).isEmpty();
        assertThat(guess.directories().findOrAdd("", "AB.pdb")).isEqualTo("AB.pdb");
        assertThat(guess.directories().findOrAdd("AB.pdb", "1")).isEqualTo("1");
        assertThat(guess.directories().find("AB.pdb/1", "refs.ptr")).isEmpty();
        assertThat(guess.directories().find("ab.pdb/1", "ab.pdb")).contains("ab.pdb");
        assertThat(listed).isEmpty();
    }

    @Test
    void prefersTheExactSpellingAndTheTwoTierPlace() throws IOException {
        write("index2.txt");
        write("ab.pdb/1/ab.pdb");
        write("ab/AB.pdb/1/AB.pdb");
        write("ab/ab.pdb/1/ab.pdb");
        write("AB/other.pdb/1/other.pdb");
        StoreView view = new StoreView(counting());
        assertThat(view.find(new SymbolKey("ab.pdb", "1")).map(StoreView.Found::path))
                .contains("ab/ab.pdb/1/ab.pdb");
        assertThat(view.keyDirectory(new SymbolKey("AB.pdb", "1"))).contains("ab/AB.pdb/1");
    }

    @Test
    void findsTheCompressedFormAndThePointer() throws IOException {
        write("a.pdb/1/a.pd_");
        write("a.pdb/2/file.ptr");
        StoreView view = new StoreView(counting());
        assertThat(view.find(new SymbolKey("a.pdb", "1")))
                .contains(new StoreView.Found("a.pdb/1/a.pd_", StoreView.Form.COMPRESSED));
        assertThat(view.find(new SymbolKey("a.pdb", "2")))
                .contains(new StoreView.Found("a.pdb/2/file.ptr", StoreView.Form.PTR));
        assertThat(view.find(new SymbolKey("a.pdb", "3"))).isEmpty();
    }

    /** The view hears of neither conversion until it misses something. */
    @Test
    void twoConversionsThatEndWhereTheyBeganAreNoticed() throws IOException {
        write("index2.txt");
        write("ab/ab.pdb/1/ab.pdb");
        StoreView view = new StoreView(counting());
        assertThat(view.find(new SymbolKey("ab.pdb", "1"))).isPresent();
        Files.delete(root.resolve("index2.txt"));
        Files.move(root.resolve("ab/ab.pdb"), root.resolve("ab.pdb"));
        Files.delete(root.resolve("ab"));
        assertThat(view.find(new SymbolKey("ab.pdb", "1"))).isPresent();
        write("index2.txt");
        Files.createDirectory(root.resolve("ab"));
        Files.move(root.resolve("ab.pdb"), root.resolve("ab/ab.pdb"));
        assertThat(view.find(new SymbolKey("AB.PDB", "1")).map(StoreView.Found::path))
                .contains("ab/ab.pdb/1/ab.pdb");
    }
}
