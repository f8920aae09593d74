// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.storage.Move;
import dev.symkit.store.storage.StorageContract;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreException;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The storage on a real server. */
class S3StorageIT extends StorageContract {
    @TempDir
    private static Path directory;

    private static S3Scene scene;

    @BeforeAll
    static void start() throws Exception {
        scene = new S3Scene(directory);
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Override
    protected StoreStorage absent() throws IOException {
        return scene.open("below/" + scene.fresh());
    }

    /** Only what holds objects is a directory. */
    @Override
    @Test
    protected void movesWholeDirectoriesToWhereNothingIs() throws IOException {
        try (StoreStorage storage = absent()) {
            storage.claim("a/b/c.txt", new byte[] {1});
            storage.claim("a/b/d/e.txt", new byte[] {2});
            storage.claim("there/f.txt", new byte[] {3});
            assertThat(storage.move("none", "x")).isEqualTo(Move.ABSENT);
            assertThat(storage.move("a/b", "there")).isEqualTo(Move.OCCUPIED);
            assertThat(storage.move("a/b", "there/b")).isEqualTo(Move.MOVED);
            assertThat(storage.readAll("there/b/c.txt", 1)).contains(new byte[] {1});
            assertThat(storage.readAll("there/b/d/e.txt", 1)).contains(new byte[] {2});
            assertThat(storage.list("a")).isEmpty();
            assertThat(storage.move("there/b/c.txt", "c.txt")).isEqualTo(Move.MOVED);
            assertThat(storage.list("there/b")).containsExactly("d");
        }
    }

    /** There may be objects below an object; S3Proxy over a directory answers 500 instead on some JDKs, which is told. */
    @Override
    @Test
    protected void nothingIsBelowAFile() throws IOException {
        try (StoreStorage storage = absent()) {
            storage.claim("file", new byte[] {1});
            assertThat(storage.stat("file/below")).isEmpty();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("s3://symbols/below/store\\d+/file/below: the server answers 500.*");
        }
    }

    /** A move that was killed when some objects were copied, or all of them and some deleted, goes on. */
    @Test
    void goesOnWithAMoveThatWasKilled() throws IOException {
        try (StoreStorage storage = absent()) {
            storage.claim("a/1", new byte[] {1});
            storage.claim("a/2", new byte[] {2});
            storage.claim("b/1", new byte[] {1});
            assertThat(storage.move("a", "b")).isEqualTo(Move.MOVED);
            assertThat(storage.list("b")).containsExactlyInAnyOrder("1", "2");
            storage.claim("a/2", new byte[] {9});
            assertThat(storage.move("a", "b")).isEqualTo(Move.OCCUPIED);
            assertThat(storage.readAll("b/2", 1)).contains(new byte[] {2});
        }
    }

    /** As long as a directory has few names all may come. */
    @Test
    void listsADirectoryOfManyNamesFromOneOn() throws IOException {
        try (StoreStorage storage = absent()) {
            for (int i = 0; i < 5; i++) {
                storage.claim("many/000" + i, new byte[] {1});
                storage.claim("many/000" + i + ".deleted", new byte[] {1});
            }
            storage.claim("many/.lock", new byte[] {1});
            storage.claim("many/x/y", new byte[] {1});
            assertThat(storage.entries("many", "0003")).containsOnlyKeys("0003.deleted", "0004", "0004.deleted", "x");
            assertThat(storage.entries("many", "")).hasSize(12).isEqualTo(storage.entries("many"));
            assertThat(storage.entries("none", "0003")).isEmpty();
        }
    }

    @Test
    void readsAFileWithTheVersionThatIsListed() throws IOException {
        try (StoreStorage storage = absent()) {
            storage.claim("a/empty", new byte[0]);
            storage.claim("a/some", new byte[] {1, 2, 3});
            for (String name : List.of("empty", "some")) {
                StorageText text = storage.read("a/" + name, 3).orElseThrow();
                assertThat(text.bytes()).hasSize((int) text.entry().size());
                assertThat(storage.statFile("a/" + name)).contains(text.entry());
                assertThat(storage.entries("a"))
                        .hasEntrySatisfying(
                                name,
                                entry -> assertThat(
                                                entry.hasVersion(text.entry().version()))
                                        .isTrue());
            }
            assertThat(storage.read("a/none", 3)).isEmpty();
            assertThat(storage.statFile("a")).isEmpty();
            assertThatThrownBy(() -> storage.read("a/some", 2))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("a/some: 3 bytes");
        }
    }
}
