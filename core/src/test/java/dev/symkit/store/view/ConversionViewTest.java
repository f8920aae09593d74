// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.ForwardingStorage;
import dev.symkit.store.storage.StorageEntry;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A look-up while the store is converted between the tiers (symbol-store-format 1.2): the steps of a conversion are spread over the
 * calls of a reader in every possible way, and the entry is found each time.
 */
final class ConversionViewTest {
    private static final String INDEX = "0123456781000";

    /** A step of a conversion. */
    @FunctionalInterface
    private interface Step {
        void run(Path root) throws IOException;
    }

    private static Step make(String file) {
        return root -> Files.createFile(root.resolve(file));
    }

    private static Step delete(String file) {
        return root -> Files.delete(root.resolve(file));
    }

    private static Step directory(String path) {
        return root -> Files.createDirectory(root.resolve(path));
    }

    private static Step move(String from, String to) {
        return root -> Files.move(root.resolve(from), root.resolve(to));
    }

    /** The steps for one entry. */
    private static List<Step> steps(String name, boolean twoTier) {
        String prefix = Tier.prefix(name);
        String parked = "000Admin/convert.tmp/" + name;
        String deep = prefix + "/" + name;
        List<Step> steps = new ArrayList<>(List.of(make("000Admin/convert.journal")));
        if (twoTier) {
            steps.add(make("index2.txt"));
            if (prefix.equals(name)) {
                steps.addAll(List.of(
                        directory("000Admin/convert.tmp"),
                        move(name, parked),
                        directory(prefix),
                        move(parked, deep),
                        delete("000Admin/convert.tmp")));
            } else {
                steps.addAll(List.of(directory(prefix), move(name, deep)));
            }
        } else {
            if (prefix.equals(name)) {
                steps.addAll(List.of(
                        directory("000Admin/convert.tmp"),
                        move(deep, parked),
                        delete(prefix),
                        move(parked, name),
                        delete("000Admin/convert.tmp")));
            } else {
                steps.addAll(List.of(move(deep, name), delete(prefix)));
            }
            steps.add(delete("index2.txt"));
        }
        steps.add(delete("000Admin/convert.journal"));
        return steps;
    }

    /** Carries out the steps that are due before each call of a reader. */
    private static final class SteppingStorage extends ForwardingStorage {
        private final Path root;
        private final List<Step> steps;
        private final int[] due;
        private int calls;
        private int done;
        private boolean going;

        SteppingStorage(StoreStorage real, Path root, List<Step> steps, int... due) {
            super(real);
            this.root = root;
            this.steps = steps;
            this.due = due;
        }

        private void call() throws IOException {
            if (!going) {
                return;
            }
            while (done < steps.size() && due[done] <= calls) {
                steps.get(done++).run(root);
            }
            calls++;
        }

        @Override
        public List<String> list(String directory) throws IOException {
            call();
            return super.list(directory);
        }

        @Override
        public Optional<StorageEntry> stat(String path) throws IOException {
            call();
            return super.stat(path);
        }
    }

    /** The next non-descending row of numbers up to {@code max}; false after the last. */
    private static boolean next(int[] due, int max) {
        for (int i = due.length - 1; i >= 0; i--) {
            if (due[i] < max) {
                Arrays.fill(due, i, due.length, due[i] + 1);
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest(name = "{0} looked for as {1}, two-tier after: {2}, used before: {3}")
    @CsvSource({
        "abc.pdb, abc.pdb, true, true",
        "abc.pdb, abc.pdb, true, false",
        "abc.pdb, abc.pdb, false, true",
        "abc.pdb, abc.pdb, false, false",
        "abc.pdb, ABC.pdb, true, true",
        "abc.pdb, ABC.pdb, false, true",
        "ab, ab, true, true",
        "ab, ab, true, false",
        "ab, ab, false, true",
        "ab, ab, false, false"
    })
    void findsTheEntryAtWhateverMomentsItMoves(String name, String asked, boolean twoTier, boolean used)
            throws IOException {
        List<Step> steps = steps(name, twoTier);
        int[] due = new int[steps.size()];
        int tried = 0;
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            do {
                Path root = memory.getPath("/store" + tried);
                prepare(root, name, twoTier);
                SteppingStorage storage = new SteppingStorage(
                        StoreStorages.local(root, StorageOptions.DEFAULT), root, steps, due.clone());
                StoreView view = new StoreView(storage);
                SymbolKey key = new SymbolKey(asked, INDEX);
                if (used) {
                    assertThat(view.find(key)).isPresent();
                }
                storage.going = true;
                assertThat(view.find(key))
                        .as("steps due at %s", Arrays.toString(due))
                        .isPresent();
                storage.going = false;
                assertThat(view.find(key).map(found -> Files.exists(root.resolve(found.path()))))
                        .as("afterwards, steps due at %s", Arrays.toString(due))
                        .contains(true);
                tried++;
            } while (next(due, steps.size() > 5 ? 7 : 9));
        }
        assertThat(tried).isGreaterThan(1000);
    }

    private static void prepare(Path root, String name, boolean twoTier) throws IOException {
        Files.createDirectories(root.resolve("000Admin"));
        String parent = twoTier ? name : Tier.prefix(name) + "/" + name;
        Files.createDirectories(root.resolve(parent).resolve(INDEX));
        Files.createFile(root.resolve(parent).resolve(INDEX).resolve(name));
        if (!twoTier) {
            Files.createFile(root.resolve("index2.txt"));
        }
    }

    /** A listing made in the middle of a conversion must not be used after it. */
    @Test
    void forgetsListingsOfHalfAConversion() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path root = memory.getPath("/store");
            prepare(root, "abc.pdb", true);
            prepare(root, "xyz.pdb", true);
            make("index2.txt").run(root);
            make("000Admin/convert.journal").run(root);
            StoreView view = new StoreView(StoreStorages.local(root, StorageOptions.DEFAULT));
            assertThat(view.find(new SymbolKey("Xyz.pdb", INDEX))).isPresent();

            directory("ab").run(root);
            move("abc.pdb", "ab/abc.pdb").run(root);
            delete("000Admin/convert.journal").run(root);

            assertThat(view.find(new SymbolKey("aBC.pdb", INDEX)).map(StoreView.Found::path))
                    .contains("ab/abc.pdb/" + INDEX + "/abc.pdb");
            assertThat(view.keyDirectory(new SymbolKey("nothing", INDEX))).isEmpty();
        }
    }
}
