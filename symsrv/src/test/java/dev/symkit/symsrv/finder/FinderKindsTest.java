// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import static dev.symkit.symsrv.ClientScene.KEY;
import static dev.symkit.symsrv.ClientScene.URL;
import static dev.symkit.symsrv.ClientScene.pdb;
import static dev.symkit.symsrv.finder.FinderScene.GUID;
import static dev.symkit.symsrv.finder.FinderScene.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.path.ParseMode;
import dev.symkit.path.PathMap;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.SymbolPathException;
import dev.symkit.store.key.PdbReference;
import dev.symkit.symsrv.ClientScene;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.testkit.DbgBuilder;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked for besides PDBs, and the paths that images record. */
class FinderKindsTest {
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
