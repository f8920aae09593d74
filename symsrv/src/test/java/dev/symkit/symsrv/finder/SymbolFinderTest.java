// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static dev.symkit.symsrv.finder.FinderScene.GUID;
import static dev.symkit.symsrv.finder.FinderScene.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.key.PdbReference;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.settings.LookupOptions.PlainOptions;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolFinderTest {
    private static final UUID OTHER = new UUID(1, 2);

    @TempDir
    Path root;

    private ClientScene scene;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
    }

    private SymbolModule module(String recorded) throws IOException {
        return FinderScene.module(scene, recorded);
    }

    private FinderResult find(String path, SymbolModule module, Wanted wanted, UnaryOperator<FinderOptions> change) {
        return FinderScene.find(scene, path, module, wanted, change);
    }

    private FinderResult findPdb(String path, SymbolModule module) {
        return find(path, module, Wanted.PDB, options -> options.in(SearchPlace.ALL));
    }

    private static FinderOptions anything(FinderOptions options) {
        return options.lookingUp(LookupOptions.builder()
                .plain(new PlainOptions(false, false, true))
                .build());
    }

    @Test
    void searchesThePlacesInTheOrderOfTheDebuggers() throws IOException {
        Path recorded = scene.at("build/a.pdb");
        SymbolModule module = module(recorded.toString());
        List<Path> files = List.of(
                scene.put(place("s", "a.pdb"), pdb()),
                scene.put("d/a.pdb", pdb()),
                scene.put("app/a.pdb", pdb()),
                scene.put("build/a.pdb", pdb()),
                scene.put("a.pdb", pdb()));
        scene.put("../dll/a.pdb", pdb());
        for (Path file : files) {
            FinderResult result = findPdb("srv*s;d", module);
            assertThat(result.file()).contains(file);
            assertThat(result.exact()).isTrue();
            assertThat(result.mismatches()).isEmpty();
            Files.delete(file);
        }
        Files.delete(scene.at("../dll/a.pdb"));
    }

    @Test
    void looksBesideTheWorkingDirectoryLast() throws IOException {
        scene = new ClientScene(Files.createDirectories(root.resolve("bin")));
        SymbolModule module = module("a.pdb");
        Path file = scene.put("../dll/a.pdb", pdb()).normalize();
        assertThat(findPdb("srv*s", module).file()).contains(file);
        assertThat(find("srv*s", module, Wanted.PDB, options -> options).file()).isEmpty();
    }

    @Test
    void takesThePlacesOfDbhAndOfSymChk() throws IOException {
        SymbolModule module = module("/none/a.pdb");
        Path beside = scene.put("app/a.pdb", pdb());
        Path stored = scene.put(place("s", "a.pdb"), pdb());
        assertThat(find("srv*s", module, Wanted.PDB, options -> options.in(SearchPlace.DBH))
                        .file())
                .contains(beside);
        assertThat(find("srv*s", module, Wanted.PDB, options -> options.without(SearchPlace.IMAGE_DIRECTORY))
                        .file())
                .contains(stored);
        Files.delete(stored);
        assertThat(find("srv*s", module, Wanted.PDB, options -> options.in(SearchPlace.SYMCHK))
                        .result())
                .isInstanceOfSatisfying(
                        LookupResult.NotFound.class,
                        missing -> assertThat(missing.status()).isEqualTo(Status.MISS));
    }

    @Test
    void givesTheTraceOfDbgHelp() throws IOException {
        SymbolModule module = module(scene.at("build/a.pdb").toString());
        scene.put("d/dll/a.pdb", pdb(OTHER));
        scene.put("app/a.pdb", pdb(OTHER));
        Path file = scene.put(
                "build/a.pdb", new PdbBuilder().guid(GUID).module("m.obj", 0, 8).build());
        FinderResult result = findPdb("d", module);
        assertThat(result.state()).contains(SymbolState.PRIVATE_AND_LINES);
        String other = " is of " + ClientScene.key("a.pdb", OTHER).index();
        assertThat(scene.trace())
                .containsExactly(
                        "DBGHELP: " + scene.at("d/a.pdb") + " - file not found",
                        "SYMSRV:  " + scene.at("d/dll/a.pdb") + other,
                        "DBGHELP: " + scene.at("d/dll/a.pdb") + " - mismatched pdb",
                        "DBGHELP: " + scene.at("d/symbols/dll/a.pdb") + " - file not found",
                        "SYMSRV:  " + scene.at("app/a.pdb") + other,
                        "DBGHELP: " + scene.at("app/a.pdb") + " - mismatched pdb",
                        "DBGHELP: " + file + " - OK",
                        "DBGHELP: a - private symbols & lines",
                        "         " + file);
        assertThat(result.mismatches())
                .extracting(each -> each.reason().orElse(""))
                .containsExactly(scene.at("d/dll/a.pdb") + other, scene.at("app/a.pdb") + other);
    }

    @Test
    void saysWhenThereIsNothing() throws IOException {
        SymbolModule module = module("x\\a.pdb");
        FinderResult result = find("srv*s", module, Wanted.PDB, options -> options);
        assertThat(result.file()).isEmpty();
        assertThat(result.exact()).isFalse();
        assertThat(result.state()).contains(SymbolState.NONE);
        assertThat(scene.trace()).endsWith("DBGHELP: a - no symbols loaded");
        SymbolModule noFile = SymbolModule.named("a.dll", Optional.of(new PdbReference("a.pdb", KEY.index(), false)));
        assertThat(find("srv*s", noFile, Wanted.PDB, options -> options).state())
                .contains(SymbolState.NONE);
    }

    @Test
    void takesAFileOfAnotherBuildOnlyIfNoPlaceHasTheRightOne() throws IOException {
        SymbolModule module = module("a.pdb");
        Path wrong = scene.put("d/a.pdb", pdb(OTHER));
        Path right = scene.put("app/a.pdb", pdb());
        FinderResult found = find("d;srv*s", module, Wanted.PDB, SymbolFinderTest::anything);
        assertThat(found.file()).contains(right);
        assertThat(found.exact()).isTrue();
        Files.delete(right);
        scene.trace().clear();
        FinderResult other =
                find("d;srv*s", module, Wanted.PDB, options -> anything(options).heardBy(scene.listener()));
        assertThat(other.file()).contains(wrong);
        assertThat(other.exact()).isFalse();
        assertThat(scene.trace()).endsWith("DBGHELP: a - public symbols", "         " + wrong + " - unmatched");
    }

    @Test
    void looksForThePdbOfAnImageThatNamesNoneOnlyIfAnyIsWelcome() throws IOException {
        SymbolModule module = SymbolModule.read(scene.put("app/a.dll", image().build()));
        Path pdb = scene.put("d/a.pdb", pdb());
        scene.put("s/a.pdb/0/a.pdb", pdb());
        FinderResult none = find("srv*s;d", module, Wanted.PDB, options -> options);
        assertThat(none.result()).isInstanceOfSatisfying(LookupResult.NotFound.class, missing -> {
            assertThat(missing.status()).isEqualTo(Status.MISS);
            assertThat(missing.reason()).isEqualTo("a.dll names no PDB");
        });
        FinderResult any = find("srv*s;d", module, Wanted.PDB, SymbolFinderTest::anything);
        assertThat(any.file()).contains(pdb);
        assertThat(any.exact()).isFalse();
    }

    @Test
    void looksForThePdbOfTheNameOfTheImage() throws IOException {
        Path same = scene.put("d/a.pdb", pdb());
        scene.put("d/recorded.pdb", pdb());
        SymbolModule module = module("recorded.pdb").withPdbOfItsName();
        assertThat(find("d", module, Wanted.PDB, options -> options).file()).contains(same);
        Path other = scene.put(
                "d/a.pdb",
                new PdbBuilder().guid(new UUID(7, 7)).module("m.obj", 0, 8).build());
        assertThat(find("d", module, Wanted.PDB, options -> options).file()).isEmpty();
        assertThat(find("d", module, Wanted.PDB, SymbolFinderTest::anything).file())
                .contains(other);
    }

    @Test
    void goesOnBehindAPdbThatTheUserDoesNotWant() throws IOException {
        SymbolModule module = module("a.pdb");
        scene.put(place("s", "a.pdb"), pdb());
        Path wanted = scene.put(
                "d/a.pdb", new PdbBuilder().guid(GUID).module("m.obj", 0, 8).build());
        FinderResult result = find(
                "srv*s;d",
                module,
                Wanted.PDB,
                options -> options.filtering(content -> SymbolState.ofPdb(content) == SymbolState.PUBLIC
                        ? Optional.of("has public symbols only")
                        : Optional.empty()));
        assertThat(result.file()).contains(wanted);
        assertThat(result.mismatches())
                .extracting(each -> each.reason().orElse(""))
                .containsExactly(scene.at(place("s", "a.pdb")) + " has public symbols only");
    }

    @Test
    void replacesACopyThatTheUserDoesNotWant() throws IOException {
        SymbolModule module = module("a.pdb");
        byte[] wanted = new PdbBuilder().guid(GUID).module("m.obj", 0, 8).build();
        scene.put(place("c", "a.pdb"), pdb());
        scene.put(place("u", "a.pd_"), ClientScene.cab("a.pdb", wanted));
        FinderResult result = find(
                "srv*c*u",
                module,
                Wanted.PDB,
                options -> options.filtering(content -> SymbolState.ofPdb(content) == SymbolState.PUBLIC
                        ? Optional.of("has public symbols only")
                        : Optional.empty()));
        assertThat(result.file()).contains(scene.at(place("c", "a.pdb")));
        assertThat(scene.at(place("c", "a.pdb"))).hasBinaryContent(wanted);
    }
}
