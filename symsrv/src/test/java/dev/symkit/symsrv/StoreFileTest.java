// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.URL;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.StoreException;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.StoreFlags;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on their way into stores. */
class StoreFileTest {
    @TempDir
    Path root;

    private ClientScene scene;
    private Path file;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
        file = scene.put("build/a.pdb", pdb());
    }

    private String store(String place, int flags) throws IOException {
        try (SymSrvClient client = scene.client("srv*s")) {
            return client.store(place, file, KEY, new StoreFlags(flags));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "srv*s", "cache*s"})
    void makesADirectoryAStoreAndFindsTheFileThere(String place) throws IOException {
        String stored = store(place, 0);
        assertThat(stored).isEqualTo(scene.at(place("s", "a.pdb")).toString());
        assertThat(scene.files()).containsExactly("build/a.pdb", place("s", "a.pdb"), "s/pingme.txt");
        assertThat(((LookupResult.Found) scene.find("srv*s")).path()).hasBinaryContent(pdb());
    }

    @Test
    void addsATransactionToAManagedStore() throws IOException {
        scene.put("s/000Admin/server.txt", "");
        scene.put("s/000Admin/history.txt", "");
        store("s", 0);
        assertThat(scene.at("s/000Admin/server.txt")).content().contains("file").contains("\"symsrv\"");
        assertThat(scene.at(place("s", "refs.ptr"))).content().contains(file.toString());
        assertThat(scene.at(place("s", "a.pdb"))).hasBinaryContent(pdb());
    }

    @Test
    void compressesOrWritesAPointerIfAsked() throws IOException {
        assertThat(store("s", StoreFlags.COMPRESS))
                .isEqualTo(scene.at(place("s", "a.pd_")).toString());
        assertThat(((LookupResult.Found) scene.find("srv*s")).path()).hasBinaryContent(pdb());
        assertThat(store("p", StoreFlags.POINTER))
                .isEqualTo(scene.at(place("p", "file.ptr")).toString());
        assertThat(scene.at(place("p", "file.ptr"))).content().contains(file.toString());
    }

    @Test
    void doesWithAFileThatIsThereWhatTheFlagsSay() throws IOException {
        scene.put(place("s", "a.pdb"), pdb(new UUID(1, 2)));
        assertThatThrownBy(() -> store("s", 0))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(scene.at(place("s", "a.pdb")) + ": is in the store already");
        assertThat(store("s", StoreFlags.PASS_IF_EXISTS))
                .isEqualTo(scene.at(place("s", "a.pdb")).toString());
        assertThat(scene.at(place("s", "a.pdb"))).hasBinaryContent(pdb(new UUID(1, 2)));
        store("s", StoreFlags.OVERWRITE);
        assertThat(scene.at(place("s", "a.pdb"))).hasBinaryContent(pdb());
    }

    @Test
    void givesTheIndexOnlyIfThatIsAskedFor() throws IOException {
        assertThat(store("s", StoreFlags.RETURN_INDEX)).isEqualTo(KEY.index());
        assertThat(scene.files()).containsExactly("build/a.pdb");
    }

    @Test
    void storesNoFileOfAnotherKeyUnlessThatIsMeant() throws IOException {
        Files.write(file, pdb(new UUID(1, 2)));
        assertThatThrownBy(() -> store("s", 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(", not " + KEY.index());
        assertThat(scene.files()).containsExactly("build/a.pdb");
        store("s", StoreFlags.ALT_INDEX);
        assertThat(scene.at(place("s", "a.pdb"))).exists();
        Files.delete(file);
        assertThatThrownBy(() -> store("s", 0)).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {URL, "srv*a*b", "a;b", "srv*", ""})
    void needsOneStoreThatTakesFiles(String place) {
        assertThatThrownBy(() -> store(place, 0)).isInstanceOf(StoreException.class);
        assertThat(scene.files()).containsExactly("build/a.pdb");
    }

    @Test
    void forgetsThatTheKeyWasNotThere() throws IOException {
        try (SymSrvClient client = scene.client("srv*s*" + URL)) {
            client.find(KEY);
            int asked = scene.server().log().size();
            assertThat(client.misses()).hasSize(1);
            client.store("s", file, KEY, StoreFlags.NONE);
            assertThat(client.misses()).isEmpty();
            assertThat(client.find(KEY)).isInstanceOf(LookupResult.Found.class);
            assertThat(scene.server().log()).hasSize(asked);
        }
    }

    private record Shelf(Path place) implements SymbolServerProvider {
        @Override
        public boolean handles(String dllName) {
            return dllName.equals("shelf.dll");
        }

        @Override
        public LookupResult find(String params, SymbolKey key, LookupOptions options, LookupListener listener)
                throws IOException {
            throw new IOException("not asked for");
        }

        @Override
        public Path store(String params, Path file, SymbolKey key, StoreFlags flags) throws IOException {
            return Files.copy(file, place.resolve(params + key.index()));
        }
    }

    @Test
    void handsTheFileToAProvider() throws IOException {
        scene.with(builder -> builder.providers(List.of(new Shelf(root))));
        assertThat(store("symsrv*shelf.dll*x-", 0))
                .isEqualTo(root.resolve("x-" + KEY.index()).toString());
        assertThatThrownBy(() -> store("symsrv*other.dll*x", 0))
                .isInstanceOf(IOException.class)
                .hasMessage("no provider for other.dll");
    }
}
