// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.path.PathMap;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.symproxy.route.Leaf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoreDirectoryTest {
    private static final SymbolKey KEY = new SymbolKey("a.pdb", "0F7FCF88442F4B0E9FB51DC4A754D9DE1");
    private static final SymbolKey ASKED = new SymbolKey("A.pdb", "0f7fcf88442f4b0e9fb51dc4a754d9de1");

    private final Digests digests = new Digests();

    @TempDir
    private Path scratch;

    @AfterEach
    void end() {
        digests.close();
    }

    private Path root() {
        return scratch.resolve("store");
    }

    private StoreDirectory directory(boolean follow, List<String> roots) {
        StoreDirectory.Settings settings =
                new StoreDirectory.Settings("s", root(), Tier.ONE, root(), follow, false, roots, PathMap.NONE);
        return new StoreDirectory(settings, new MemoryIndex(Tier.ONE, 1000), digests, InstantSource.system());
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path keyDirectory() {
        return root().resolve(KEY.name()).resolve(KEY.index());
    }

    /** Beyond the size of the index files are found on disk. */
    @Test
    void findsFilesForWhichTheIndexHasNoPlace() throws IOException {
        StoreDirectory.Settings settings =
                new StoreDirectory.Settings("s", root(), Tier.ONE, root(), false, false, List.of(), PathMap.NONE);
        FileIndex index = new MemoryIndex(Tier.ONE, 1);
        StoreDirectory directory = new StoreDirectory(settings, index, digests, InstantSource.system());
        write(root().resolve("first.pdb").resolve(KEY.index()).resolve("first.pdb"), "1");
        assertThat(directory.find(new SymbolKey("first.pdb", KEY.index()), Leaf.FILE))
                .isPresent();
        Path file = write(keyDirectory().resolve("a.pdb"), "x");
        write(keyDirectory().resolve("a.pd_"), "compressed");
        for (int round = 0; round < 3; round++) {
            assertThat(directory.find(ASKED, Leaf.FILE))
                    .hasValueSatisfying(found -> assertThat(found.path()).isEqualTo(file));
            assertThat(directory.hasCompressed(KEY)).isTrue();
        }
        assertThat(index.files()).isEqualTo(1);
        assertThat(index.bytes()).isEqualTo(1);
        Files.delete(file);
        assertThat(directory.find(ASKED, Leaf.FILE)).isEmpty();
        assertThat(directory.delete(KEY)).hasSize(1);
        assertThat(directory.hasAny(KEY)).isFalse();
        assertThat(keyDirectory()).doesNotExist();
    }

    @Test
    void whatAnotherToolPutThereIsFoundHoweverItIsAskedFor() throws IOException {
        write(keyDirectory().resolve("a.pdb"), "x");
        StoreDirectory directory = directory(false, List.of());
        assertThat(directory.find(ASKED, Leaf.FILE)).map(StoredFile::size).contains(1L);
        assertThat(directory.find(ASKED, Leaf.COMPRESSED)).isEmpty();
        assertThat(directory.hasAny(KEY)).isTrue();
    }

    @Test
    void treesOfTheOtherTierAndInOtherSpellingsAreFoundOnceTheyWereSeen() throws Exception {
        write(
                root().resolve("a_")
                        .resolve("A.PDB")
                        .resolve("0f7FCF88442F4B0E9FB51DC4A754D9DE1")
                        .resolve("a.PDB"),
                "xy");
        StoreDirectory directory = directory(false, List.of());
        assertThat(directory.find(KEY, Leaf.FILE)).isEmpty();
        new TreeScan(root(), directory.index()::put, () -> false).run();
        assertThat(directory.find(KEY, Leaf.FILE)).map(StoredFile::size).contains(2L);
    }

    @Test
    void anEmptyFileAndOneThatWentAreNotThere() throws IOException {
        Path file = write(keyDirectory().resolve("a.pdb"), "");
        StoreDirectory directory = directory(false, List.of());
        assertThat(directory.find(KEY, Leaf.FILE)).isEmpty();
        Files.writeString(file, "x");
        assertThat(directory.find(KEY, Leaf.FILE)).isPresent();
        Files.delete(file);
        assertThat(directory.find(KEY, Leaf.FILE)).isEmpty();
    }

    @Test
    void aFileGetsItsTagAndLosesItWhenItChanges() throws Exception {
        Path file = write(keyDirectory().resolve("a.pdb"), "abc");
        StoreDirectory directory = directory(false, List.of());
        assertThat(directory.find(KEY, Leaf.FILE)).isPresent();
        assertThat(directory.find(KEY, Leaf.FILE)).isPresent(); // asks for the digest
        while (digests.waiting() > 0) {
            Thread.onSpinWait();
        }
        assertThat(directory.find(KEY, Leaf.FILE).orElseThrow().version().tag()).contains("\"3-ba7816bf8f01cfea\"");
        Files.writeString(file, "abcd");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
        assertThat(directory.find(KEY, Leaf.FILE).orElseThrow().version().tag()).isEmpty();
    }

    @Test
    void aPointerLeadsIntoTheStoreAndWhereItMay() throws IOException {
        Path outside = write(scratch.resolve("builds").resolve("a.pdb"), "outside");
        write(root().resolve("real").resolve("x.pdb"), "inside!!");
        write(keyDirectory().resolve("file.ptr"), "real/x.pdb");
        assertThat(directory(true, List.of()).find(KEY, Leaf.FILE))
                .map(StoredFile::size)
                .contains(8L);
        assertThat(directory(false, List.of()).find(KEY, Leaf.FILE)).isEmpty();
        write(keyDirectory().resolve("file.ptr"), "PATH:" + outside);
        assertThat(directory(true, List.of()).find(KEY, Leaf.FILE)).isEmpty();
        assertThat(directory(true, List.of(scratch.resolve("builds").toString()))
                        .find(KEY, Leaf.FILE))
                .map(StoredFile::size)
                .contains(7L);
        write(keyDirectory().resolve("file.ptr"), "../builds/a.pdb");
        assertThat(directory(true, List.of()).find(KEY, Leaf.FILE)).isEmpty();
        write(keyDirectory().resolve("file.ptr"), "MSG: gone");
        assertThat(directory(true, List.of("/")).find(KEY, Leaf.FILE)).isEmpty();
        assertThat(directory(true, List.of("/")).find(KEY, Leaf.POINTER)).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "making links needs a right there")
    void linksOutOfTheStoreAreNotFollowed() throws IOException {
        write(scratch.resolve("outside").resolve(KEY.index()).resolve("a.pdb"), "secret");
        Files.createDirectories(root());
        Files.createSymbolicLink(root().resolve("a.pdb"), scratch.resolve("outside"));
        StoreDirectory directory = directory(true, List.of());
        assertThat(directory.find(KEY, Leaf.FILE)).isEmpty();
        new TreeScan(root(), directory.index()::put, () -> false).run();
        assertThat(directory.find(KEY, Leaf.FILE)).isEmpty();
        assertThat(directory.index().files()).isZero();
    }

    @Test
    void whatCannotBeReadIsPutAside() throws IOException {
        write(keyDirectory().resolve("a.pdb"), "x");
        StoreDirectory directory = directory(false, List.of());
        StoredFile file = directory.find(KEY, Leaf.FILE).orElseThrow();
        assertThat(directory.quarantine(KEY, file)).isTrue();
        assertThat(directory.find(KEY, Leaf.FILE)).isEmpty();
        try (var bad = Files.list(root().resolve(".symproxy").resolve("bad"))) {
            assertThat(bad).hasSize(1);
        }
    }

    @Test
    void whatAPointerLeadsToIsNeverPutAside() throws IOException {
        Path outside = write(scratch.resolve("builds").resolve("a.pdb"), "outside");
        write(keyDirectory().resolve("file.ptr"), "PATH:" + outside);
        StoreDirectory directory =
                directory(true, List.of(scratch.resolve("builds").toString()));
        StoredFile file = directory.find(KEY, Leaf.FILE).orElseThrow();
        assertThat(directory.quarantine(KEY, file)).isFalse();
        assertThat(outside).exists();
    }

    @Test
    void deletingLeavesNoEmptyDirectories() throws IOException {
        write(keyDirectory().resolve("a.pdb"), "x");
        StoreDirectory directory = directory(false, List.of());
        assertThat(directory.find(KEY, Leaf.FILE)).isPresent();
        assertThat(directory.delete(KEY)).hasSize(1);
        assertThat(root().resolve("a.pdb")).doesNotExist();
        assertThat(root()).exists();
        assertThat(directory.index().files()).isZero();
    }
}
