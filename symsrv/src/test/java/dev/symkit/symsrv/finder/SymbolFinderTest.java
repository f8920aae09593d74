// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.URL;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.ClientScene.place;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.path.ParseMode;
import dev.symkit.path.PathMap;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.SymbolPathException;
import dev.symkit.store.key.PdbReference;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.SymSrvClient;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.settings.LookupOptions.PlainOptions;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolFinderTest {
    private static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    private static final UUID OTHER = new UUID(1, 2);

    @TempDir
    Path root;

    private ClientScene scene;

    @BeforeEach
    void set() {
        scene = new ClientScene(root);
    }

    private static PeBuilder image() {
        return new PeBuilder().timestamp(0x642C308F).sizeOfImage(0x4c000);
    }

    /** An image in the directory {@code app} of the scene that names a PDB at a path. */
    private SymbolModule module(String recorded) throws IOException {
        return SymbolModule.read(
                scene.put("app/a.dll", image().rsds(GUID, 1, recorded).build()));
    }

    private FinderResult find(String path, SymbolModule module, Wanted wanted, UnaryOperator<FinderOptions> change) {
        try (SymSrvClient client = scene.client(path)) {
            FinderOptions options = change.apply(FinderOptions.DEFAULT.heardBy(client.listener()));
            return new SymbolFinder(client, options).find(module, wanted);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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
        assertThat(find("d", module("a.pdb").withoutPdb(), Wanted.PDB, SymbolFinderTest::anything)
                        .file())
                .contains(pdb);
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

    @Test
    void searchesThePathForImagesFirst() throws IOException {
        byte[] content = image().build();
        SymbolModule module = new SymbolModule(
                "C:\\Windows\\a.dll",
                Optional.empty(),
                Optional.of("642C308F4c000"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        scene.put("images/a.dll", image().timestamp(1).build());
        Path stored = scene.put("s/a.dll/642C308F4c000/a.dll", content);
        scene.with(builder -> builder.imagePath(parse("images;srv*s")));
        FinderResult result = find("srv*s", module, Wanted.IMAGE, options -> options);
        assertThat(result.file()).contains(stored);
        assertThat(result.mismatches()).hasSize(1);
        assertThat(result.state()).isEmpty();
        assertThat(scene.trace())
                .contains("DBGHELP: " + scene.at("images/a.dll") + " - mismatched file")
                .endsWith("DBGHELP: " + stored + " - OK");
        Path plain = scene.put("images/a.dll", content);
        assertThat(find("srv*s", module, Wanted.IMAGE, options -> options).file())
                .contains(plain);
        assertThat(find("srv*s", module, Wanted.IMAGE, options -> options.along(parse("srv*s")))
                        .file())
                .contains(stored);
        FinderResult pdb = find("srv*s", module, Wanted.PDB, options -> options);
        assertThat(pdb.file()).isEmpty();
    }

    private static SymbolPath parse(String text) {
        try {
            return SymbolPath.parse(text, ParseMode.STRICT);
        } catch (SymbolPathException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsTheDbgFileOfAnImage() throws IOException {
        byte[] dbg = new DbgBuilder().timestamp(0x642C308F).sizeOfImage(0x4c000).build();
        byte[] misc = new dev.symkit.testkit.LittleEndian()
                .u32(1)
                .u32(0x1C)
                .u32(0)
                .nulTerminated("dll\\b.dbg")
                .pad(0x1C)
                .toByteArray();
        SymbolModule module =
                SymbolModule.read(scene.put("app/a.dll", image().debug(4, misc).build()));
        Path stored = scene.put("s/b.dbg/642C308F4c000/b.dbg", dbg);
        assertThat(find("srv*s", module, Wanted.DBG, options -> options).file()).contains(stored);
        scene.put(
                "d/b.dbg",
                new DbgBuilder().timestamp(0x642C3090).sizeOfImage(0x4c000).build());
        FinderResult wrong = find("d", module, Wanted.DBG, options -> options);
        assertThat(wrong.file()).isEmpty();
        assertThat(wrong.mismatches()).hasSize(1);
        assertThat(find("srv*s", module("a.pdb"), Wanted.DBG, options -> options)
                        .result())
                .isInstanceOfSatisfying(
                        LookupResult.NotFound.class,
                        missing -> assertThat(missing.reason()).isEqualTo("a.dll names no DBG"));
    }

    @Test
    void refusesANameThatIsNone() throws IOException {
        FinderResult result = find("srv*s", module("d:\\a?.pdb"), Wanted.PDB, options -> options);
        assertThat(result.result())
                .isInstanceOfSatisfying(
                        LookupResult.NotFound.class,
                        missing -> assertThat(missing.status()).isEqualTo(Status.BAD_KEY));
    }

    @ParameterizedTest
    @CsvSource({
        "d:\\build\\a.pdb",
        "\\\\server\\share\\build\\a.pdb",
    })
    void looksForRecordedPathsOfOtherMachinesNowhere(String recorded) throws IOException {
        scene.with(builder -> builder.storages(store -> {
            throw new AssertionError("asked for " + store);
        }));
        FinderResult result = find("srv*s", module(recorded), Wanted.PDB, options -> options);
        assertThat(((LookupResult.NotFound) result.result()).status()).isEqualTo(Status.MISS);
        assertThat(scene.trace()).contains("DBGHELP: " + recorded + " - file not found");
    }

    @Test
    void looksForARecordedPathOnAShareWhereItIsMounted() throws IOException {
        scene.with(builder -> builder.shares(PathMap.of(List.of("\\\\server\\share=" + scene.at("mnt")))));
        Path file = scene.put("mnt/build/a.pdb", pdb());
        SymbolModule module = module("\\\\SERVER\\share\\build\\a.pdb");
        assertThat(find("srv*s", module, Wanted.PDB, options -> options).file()).contains(file);
    }

    @Test
    void takesRecordedPathsOfWindowsThereButNoShareIfThatIsNotAllowed() throws IOException {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            scene = new ClientScene(Files.createDirectories(windows.getPath("C:\\work")));
            PdbReference reference = new PdbReference("C:\\build\\a.pdb", KEY.index(), false);
            Path file = windows.getPath("C:\\build\\a.pdb");
            Files.createDirectories(windows.getPath("C:\\build"));
            Files.write(file, pdb());
            SymbolModule module = SymbolModule.named("C:\\app\\a.dll", Optional.of(reference));
            assertThat(find("srv*s", module, Wanted.PDB, options -> options).file())
                    .contains(file);
            PdbReference share = new PdbReference("\\\\server\\share\\a.pdb", KEY.index(), false);
            SymbolModule shared = SymbolModule.named("C:\\app\\a.dll", Optional.of(share));
            FinderResult result = find(
                    "srv*s",
                    shared,
                    Wanted.PDB,
                    options -> options.lookingUp(
                            LookupOptions.builder().secure(true).build()));
            assertThat(result.file()).isEmpty();
        }
    }

    @Test
    void sendsTheChecksumOfAPortablePdb() throws IOException {
        byte[] sum = new dev.symkit.testkit.LittleEndian()
                .nulTerminated("SHA256")
                .bytes(new byte[] {1, (byte) 0xAB})
                .toByteArray();
        SymbolModule module = SymbolModule.read(scene.put(
                "app/a.dll", image().portable(GUID, "a.pdb").debug(19, sum).build()));
        assertThat(module.checksum()).contains("SHA256:01ab");
        find("srv*c*" + URL, module, Wanted.PDB, options -> options);
        assertThat(scene.server().log())
                .anyMatch(line -> line.contains("/a.pdb/0F7FCF88442F4B0E9FB51DC4A754D9DEFFFFFFFF/a.pdb"));
        assertThat(scene.server().requests())
                .filteredOn(request -> request.segments().contains("a.pdb"))
                .isNotEmpty()
                .allMatch(request -> request.checksum().equals(Optional.of("SHA256:01ab")));
    }

    @Test
    void keepsTheCodesOfTheStores() throws IOException {
        scene.server().answer(URL, new dev.symkit.symsrv.http.FetchResult.Failed(ResultCode.http(401), "who are you"));
        FinderResult result = find("srv*c*" + URL, module("a.pdb"), Wanted.PDB, options -> options);
        assertThat(((LookupResult.NotFound) result.result()).status()).isEqualTo(Status.DENIED);
    }
}
