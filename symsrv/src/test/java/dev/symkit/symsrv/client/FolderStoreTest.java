// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderStoreTest {
    private static final String GUID = KEY.index().substring(0, 32);

    @TempDir
    Path root;

    private ClientScene scene;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
    }

    private static Path found(LookupResult result) {
        assertThat(result).isInstanceOf(LookupResult.Found.class);
        return ((LookupResult.Found) result).path();
    }

    /** How clients spell a key (2.2): as recorded, SSQP, all lower, all upper. Whatever wrote the store, each of them finds it. */
    @ParameterizedTest
    @CsvSource({
        "App.pdb, App.pdb, as",
        "App.pdb, app.pdb, lower",
        "app.pdb, App.pdb, as",
        "app.pdb, APP.PDB, lower",
        "APP.PDB, app.pdb, as",
    })
    void findsAFileHoweverItIsSpelled(String stored, String asked, String index) throws IOException {
        String storedIndex = index.equals("as") ? KEY.index() : KEY.index().toLowerCase(Locale.ROOT);
        Path file = scene.put("one/" + stored + "/" + storedIndex + "/" + stored, pdb());
        for (String spelled : new String[] {KEY.index(), GUID.toLowerCase(Locale.ROOT) + "1"}) {
            LookupRequest request = LookupRequest.of(new SymbolKey(asked, spelled));
            assertThat(found(scene.find("srv*one", request))).isEqualTo(file);
        }
    }

    @Test
    void findsCompressedFilesAndPointersHoweverTheyAreSpelled() {
        scene.put("one/A.PDB/" + KEY.index() + "/FILE.PTR", "../x.pdb");
        scene.put("x.pdb", pdb());
        found(scene.find("srv*one"));
        scene.put("two/A.PDB/" + KEY.index() + "/A.PD_", ClientScene.cab("a.pdb", pdb()));
        found(scene.find("srv*two"));
    }

    @Test
    void findsBothSpellingsOfAPrefix() {
        scene.put("one/index2.txt", "");
        scene.put("one/AP/other.pdb/K/other.pdb", pdb());
        scene.put("one/ap/App.pdb/" + KEY.index() + "/App.pdb", pdb());
        found(scene.find("srv*one", LookupRequest.of(new SymbolKey("APP.pdb", KEY.index()))));
    }

    @Test
    void prefersTheExactSpellingAndWarns() {
        Path exact = scene.put("one/b.pdb/" + KEY.index() + "/b.pdb", pdb());
        scene.put("one/B.pdb/" + KEY.index() + "/B.pdb", pdb());
        LookupRequest request = LookupRequest.of(new SymbolKey("b.pdb", KEY.index()));
        assertThat(found(scene.find("srv*one", request))).isEqualTo(exact);
        LookupRequest other = LookupRequest.of(new SymbolKey("b.PDB", KEY.index()));
        assertThat(found(scene.find("srv*one", other))).isEqualTo(scene.at("one/B.pdb/" + KEY.index() + "/B.pdb"));
        assertThat(scene.trace()).anyMatch(line -> line.endsWith("is there in several spellings"));
    }

    @Test
    void seesANewSpellingAfterHalfAMinute() throws IOException {
        scene.put("one/pingme.txt", "");
        LookupRequest request = LookupRequest.of(new SymbolKey("A.PDB", KEY.index()));
        try (SymSrvClient client = scene.client("srv*one")) {
            assertThat(client.find(request)).isInstanceOf(LookupResult.NotFound.class);
            scene.put(place("one", "a.pdb"), pdb());
            assertThat(client.find(request)).isInstanceOf(LookupResult.NotFound.class);
            scene.pass(Duration.ofSeconds(31));
            found(client.find(request));
        }
    }

    @Test
    void writesIntoTheDirectoryThatIsThereWhateverItsCase() {
        scene.put("a/A.Pdb/other/x", "x");
        scene.put(place("b", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*a*b"))).isEqualTo(scene.at("a/A.Pdb/" + KEY.index() + "/A.Pdb"));
    }

    @Test
    void seesAtOnceWhatItWroteItself() throws IOException {
        scene.put("a/pingme.txt", "");
        scene.put(place("b", "a.pdb"), pdb());
        try (SymSrvClient client = scene.client("srv*a*b")) {
            Path path = found(client.find(KEY));
            Files.delete(scene.at(place("b", "a.pdb")));
            assertThat(found(client.find(new SymbolKey("A.PDB", KEY.index())))).isEqualTo(path);
        }
    }

    @Test
    void readsATwoTierStoreAtBothPlaces() {
        scene.put("one/index2.txt", "");
        scene.put("one/a/" + KEY.name() + "/" + KEY.index() + "/a.pdb", pdb());
        assertThat(found(scene.find("srv*one")).toString()).endsWith("a.pdb");
        scene.put("two/index2.txt", "");
        scene.put(place("two", "a.pdb"), pdb());
        assertThat(found(scene.find("srv*two"))).isEqualTo(scene.at(place("two", "a.pdb")));
    }

    @Test
    void writesATwoTierStoreAtItsTwoTierPlace() {
        scene.put("c/INDEX2.TXT", "");
        scene.put("a/index2.txt", "");
        scene.put("b/a.pdb/" + KEY.index() + "/a.pdb", pdb());
        assertThat(found(scene.find("srv*a*b"))).isEqualTo(scene.at("a/a/a.pdb/" + KEY.index() + "/a.pdb"));
    }

    @Test
    void noticesThatAStoreBecameTwoTier() throws IOException {
        scene.put("one/pingme.txt", "");
        try (SymSrvClient client = scene.client("srv*one")) {
            assertThat(client.find(KEY)).isInstanceOf(LookupResult.NotFound.class);
            scene.put("one/index2.txt", "");
            scene.put("one/a/a.pdb/" + KEY.index() + "/a.pdb", pdb());
            found(client.find(KEY));
        }
    }

    @Test
    void looksAgainWhileAStoreIsConverted() {
        scene.put("one/index2.txt", "");
        scene.put("one/000Admin/convert.journal", "");
        LookupResult.NotFound result = (LookupResult.NotFound) scene.find("srv*one");
        assertThat(result.code()).isEqualTo(ResultCode.PATH_NOT_FOUND);
    }

    @Test
    void refusesPathsOfOtherSystems() {
        LookupResult.NotFound drive = (LookupResult.NotFound) scene.find("srv*c:\\sym");
        assertThat(drive.code()).isEqualTo(ResultCode.PATH_NOT_FOUND);
        LookupResult.NotFound share = (LookupResult.NotFound) scene.find("srv*\\\\host\\share");
        assertThat(share.code()).isEqualTo(ResultCode.BAD_NETWORK_PATH);
        assertThat(scene.files()).isEmpty();
    }
}
