// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symproxy.route.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoreListingTest {
    private static final String INDEX = "0F7FCF88442F4B0E9FB51DC4A754D9DE1";

    @TempDir
    private Path scratch;

    private Path root() {
        return scratch.resolve("store");
    }

    private void write(String... paths) throws IOException {
        for (String path : paths) {
            Path file = root().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
    }

    private List<String> names(boolean pointers, String... place) throws IOException {
        return names(new StoreListing(root(), pointers)
                .piece(new StorePlace(List.of(place)), "", 100)
                .orElseThrow());
    }

    private static List<String> names(StoreListing.Piece piece) {
        return piece.entries().stream()
                .map(entry -> entry.name() + (entry.size().isPresent() ? "" : "/"))
                .toList();
    }

    @Test
    void onlyWhatCanBeAskedForIsShown() throws IOException {
        String key = "a.pdb/" + INDEX + "/";
        write(key + "a.pdb", key + "a.pd_", key + "refs.ptr", key + "file.ptr", key + "~1.tmp", key + "other.txt");
        write("a.pdb/no index/x", "a.pdb/~2.tmp/x", "a.pdb/.git/x");
        write("pingme.txt", "index2.txt", "000Admin/server.txt", "000ADMIN/x", ".symproxy/tmp/x", "~3.tmp/x", "b/c/d");
        Files.createFile(root().resolve("a.pdb").resolve(INDEX).resolve("a.sym"));
        assertThat(names(false)).containsExactly("a.pdb/", "b/");
        assertThat(names(false, "a.pdb")).containsExactly(INDEX + "/");
        assertThat(names(false, "a.pdb", INDEX)).containsExactly("a.pd_", "a.pdb");
        assertThat(names(true, "a.pdb", INDEX)).containsExactly("a.pd_", "a.pdb", "file.ptr");
    }

    @Test
    void bothTiersAreShownAsTheyAre() throws IOException {
        write("a_/A_b.pdb/" + INDEX + "/A_b.pdb", "a_/c.pdb/1/c.pdb", "a_/22/a_");
        assertThat(names(false)).containsExactly("a_/");
        assertThat(names(false, "a_")).containsExactly("22/", "A_b.pdb/", "c.pdb/");
        assertThat(names(false, "a_", "A_b.pdb")).containsExactly(INDEX + "/");
        assertThat(names(false, "a_", "A_b.pdb", INDEX)).containsExactly("A_b.pdb");
        assertThat(names(false, "a_", "22")).containsExactly("a_");
    }

    @Test
    void whatIsNotThereHasNoListing() throws IOException {
        write("a.pdb/1/a.pdb");
        StoreListing listing = new StoreListing(root(), false);
        assertThat(listing.piece(new StorePlace(List.of("b.pdb")), "", 10)).isEmpty();
        assertThat(listing.piece(new StorePlace(List.of("A.PDB")), "", 10)).isPresent();
        assertThat(new StoreListing(scratch.resolve("gone"), false).piece(StorePlace.ROOT, "", 10))
                .isEmpty();
    }

    @Test
    void piecesHaveAllNamesInOrder() throws IOException {
        List<String> written = IntStream.range(0, 250)
                .mapToObj(i -> (i % 2 == 0 ? "N" : "n") + i + ".pdb")
                .toList();
        for (String name : written) {
            write(name + "/1/" + name);
        }
        write("n5~/x", ".n/x", "000Admin/x");
        List<String> all = new ArrayList<>();
        Optional<String> next = Optional.of("");
        int pieces = 0;
        while (next.isPresent()) {
            StoreListing.Piece piece = new StoreListing(root(), false)
                    .piece(StorePlace.ROOT, next.get(), 100)
                    .orElseThrow();
            assertThat(piece.entries()).hasSizeLessThanOrEqualTo(100);
            piece.entries().forEach(entry -> all.add(entry.name()));
            next = piece.next();
            pieces++;
        }
        assertThat(pieces).isEqualTo(3);
        assertThat(all).doesNotHaveDuplicates().containsAll(written).hasSize(251);
        assertThat(all).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void aPieceThatEndsWithTheDirectoryIsTheLast() throws IOException {
        write("a.pdb/1/x", "b.pdb/1/x");
        StoreListing.Piece piece =
                new StoreListing(root(), false).piece(StorePlace.ROOT, "", 2).orElseThrow();
        assertThat(names(piece)).containsExactly("a.pdb/", "b.pdb/");
        assertThat(piece.next()).isEmpty();
        assertThat(new StoreListing(root(), false)
                        .piece(StorePlace.ROOT, "b.pdb", 2)
                        .orElseThrow()
                        .entries())
                .isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksThatLeadOutAreNotFollowed() throws IOException {
        write("a.pdb/1/a.pdb");
        Path outside = Files.createDirectories(scratch.resolve("outside").resolve("1"));
        Files.writeString(outside.resolve("b.pdb"), "secret");
        Files.createSymbolicLink(root().resolve("b.pdb"), outside.getParent());
        Files.createSymbolicLink(root().resolve("c.pdb"), root().resolve("a.pdb"));
        Files.createSymbolicLink(root().resolve("a.pdb").resolve("1").resolve("a.sym"), outside.resolve("b.pdb"));
        assertThat(names(false)).containsExactly("a.pdb/", "c.pdb/");
        assertThat(new StoreListing(root(), false).piece(new StorePlace(List.of("b.pdb")), "", 10))
                .isEmpty();
        assertThat(names(false, "a.pdb", "1")).containsExactly("a.pdb");
    }
}
