// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.store.storage.ForwardingStorage;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DirectoriesTest {
    private final List<String> listed = new ArrayList<>();

    private static Path root(Configuration system) throws IOException {
        Path root = Jimfs.newFileSystem(system).getPath("store").toAbsolutePath();
        Files.createDirectories(root.resolve("000Admin"));
        return root;
    }

    /** Notes which directories are listed. */
    private Directories directories(Path root, String... soon) throws IOException {
        StoreStorage real = StoreStorages.local(root, StorageOptions.DEFAULT);
        return new Directories(
                new ForwardingStorage(real) {
                    @Override
                    public List<String> list(String directory) throws IOException {
                        listed.add(directory);
                        return super.list(directory);
                    }
                },
                Set.of(soon));
    }

    @Test
    void aNameThatIsThereAsItIsNeedsNoListing() throws IOException {
        Path root = root(Configuration.unix());
        Files.createDirectories(root.resolve("App.pdb/1"));
        Directories directories = directories(root);
        assertThat(directories.findOrAdd("", "App.pdb")).isEqualTo("App.pdb");
        assertThat(listed).isEmpty();
        assertThat(directories.findOrAdd("", "APP.PDB")).isEqualTo("App.pdb");
        assertThat(directories.findOrAdd("", "App.pdb")).isEqualTo("App.pdb");
        assertThat(listed).containsExactly("");
    }

    @Test
    void allNamesThatWillBeLookedUpCostOneListing() throws IOException {
        Path root = root(Configuration.unix());
        for (String name : List.of("a.pdb", "A.pdb", "b.pdb", "c.pdb")) {
            Files.createDirectories(root.resolve(name));
        }
        Directories directories = directories(root, "A.PDB", "b.PDB", "new.pdb");
        assertThat(directories.all("", "a.PDB")).containsExactly("A.pdb", "a.pdb");
        assertThat(directories.find("", "B.PDB")).contains("b.pdb");
        assertThat(directories.findOrAdd("", "New.pdb")).isEqualTo("New.pdb");
        assertThat(directories.find("", "new.pdb")).contains("New.pdb");
        assertThat(listed).containsExactly("");
        assertThat(directories.find("", "C.pdb")).contains("c.pdb"); // not foreseen
        assertThat(directories.find("", "new.PDB")).contains("New.pdb");
        assertThat(directories.all("", "A.pdb")).containsExactly("A.pdb", "a.pdb");
        assertThat(directories.find("", "d.pdb")).isEmpty();
        assertThat(listed).containsExactly("", "");
    }

    @Test
    void aNameThatWasNotForeseenIsFoundAfterManyThatWere() throws IOException {
        Path root = root(Configuration.unix());
        Files.createDirectories(root.resolve("a.pdb"));
        Files.createDirectories(root.resolve("Other.pdb"));
        Directories directories = directories(root, "a.pdb");
        for (int i = 0; i < 10; i++) {
            assertThat(directories.find("", "A.pdb")).contains("a.pdb");
        }
        assertThat(directories.findOrAdd("", "other.pdb")).isEqualTo("Other.pdb");
        assertThat(directories.find("", "A.pdb")).contains("a.pdb");
    }

    @Test
    void whatIsForeseenInTheRootDoesNotCountBelowIt() throws IOException {
        Path root = root(Configuration.unix());
        Files.createDirectories(root.resolve("App.pdb/A1"));
        Directories directories = directories(root, "app.pdb");
        assertThat(directories.find("", "app.pdb")).contains("App.pdb");
        assertThat(directories.find("App.pdb", "a1")).contains("A1");
        assertThat(directories.find("App.pdb", "a2")).isEmpty();
        assertThat(listed).containsExactly("", "App.pdb");
    }

    @Test
    void ofSeveralSpellingsTheOneThatIsGivenIsUsed() throws IOException {
        Path root = root(Configuration.unix());
        Files.createDirectories(root.resolve("app.pdb"));
        Files.createDirectories(root.resolve("App.pdb"));
        assertThat(directories(root).findOrAdd("", "app.pdb")).isEqualTo("app.pdb");
        assertThat(directories(root).findOrAdd("", "aPP.pdb")).isEqualTo("App.pdb");
    }

    @Test
    void theSpellingOnTheDiskIsUsedWhereCaseDoesNotCount() throws IOException {
        for (Configuration system : List.of(Configuration.osX(), Configuration.windows())) {
            Path root = root(system);
            Files.createDirectories(root.resolve("App.pdb"));
            assertThat(directories(root).findOrAdd("", "APP.pdb")).isEqualTo("App.pdb");
        }
    }

    @Test
    void aNameThatWasAddedIsInUse() throws IOException {
        Directories directories = directories(root(Configuration.unix()));
        assertThat(directories.findOrAdd("", "New.pdb")).isEqualTo("New.pdb");
        assertThat(directories.findOrAdd("", "new.PDB")).isEqualTo("New.pdb");
        assertThat(directories.findOrAdd("New.pdb", "A1")).isEqualTo("A1");
        assertThat(directories.find("New.pdb", "a1")).contains("A1");
        assertThat(listed).containsExactly("");
    }

    @Test
    void manyLookUpsFindWhatTheFirstOnesFind() throws IOException {
        Path root = root(Configuration.unix());
        for (String name : List.of("a.pdb", "A.pdb", "\u0130x", "b.pdb")) {
            Files.createDirectories(root.resolve(name));
        }
        Directories directories = directories(root);
        for (int i = 0; i < 5; i++) {
            assertThat(directories.all("", "A.PDB")).containsExactly("A.pdb", "a.pdb");
            assertThat(directories.all("", "i\u0307X")).containsExactly("\u0130x");
            assertThat(directories.find("", "c.pdb")).isEmpty();
            assertThat(directories.findOrAdd("", "added" + i)).isEqualTo("added" + i);
            assertThat(directories.find("", "ADDED" + i)).contains("added" + i);
        }
        assertThat(listed).containsExactly("");
    }

    @Test
    void lettersOutsideOfAsciiAreFoldedToo() throws IOException {
        Path root = root(Configuration.unix());
        Files.createDirectories(root.resolve("\u00c4nderung.pdb"));
        Files.createDirectories(root.resolve("\u212aey.pdb")); // KELVIN SIGN, whose lower case is k
        Files.createDirectories(root.resolve("[a].pdb"));
        Directories directories = directories(root);
        assertThat(directories.find("", "\u00e4NDERUNG.pdb")).contains("\u00c4nderung.pdb");
        assertThat(directories.find("", "KEY.pdb")).contains("\u212aey.pdb");
        assertThat(directories.find("", "{A}.pdb")).isEmpty(); // differ by the bit that tells a from A
    }

    @Test
    void aNameThatMustBeExactStandsBesideOneOfOtherCase() throws IOException {
        Path root = root(Configuration.unix());
        Files.createDirectories(root.resolve("ap/app.pdb"));
        Directories directories = directories(root);
        assertThat(directories.findOrAddExactly("", "Ap")).isEqualTo("Ap");
        assertThat(directories.all("", "AP")).containsExactly("Ap", "ap");
        assertThat(directories.find("Ap", "app.pdb")).isEmpty();
        assertThat(directories.findOrAddExactly("", "ap")).isEqualTo("ap");
        assertThat(directories.find("ap", "app.pdb")).contains("app.pdb");
        Path windows = root(Configuration.windows());
        Files.createDirectories(windows.resolve("ap"));
        assertThat(directories(windows).findOrAddExactly("", "Ap")).isEqualTo("ap");
    }
}
