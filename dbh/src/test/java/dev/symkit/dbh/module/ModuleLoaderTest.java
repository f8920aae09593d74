// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.dbh.Answers;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleLoaderTest {
    private static final UUID GUID = UUID.fromString("5dad4445-5a83-417d-bdb6-be0655ee650d");
    private static final UUID OTHER = UUID.fromString("11111111-2222-3333-4444-555555555555");

    @TempDir
    Path folder;

    private Answers shell;

    @BeforeEach
    void start() {
        shell = new Answers(folder, folder.resolve("path").toString());
    }

    @AfterEach
    void stop() throws Exception {
        shell.close();
    }

    private LoadedModule load(String target) throws Exception {
        shell.session().load(target);
        return shell.session().current().orElseThrow();
    }

    private static byte[] pdb(UUID guid) {
        return new PdbBuilder().guid(guid).dbiAge(1).module("a.obj", 0, 100).build();
    }

    private void writeImage(String pdb) throws Exception {
        shell.write("app.exe", new PeBuilder().rsds(GUID, 1, pdb).build());
    }

    private static Optional<Path> symbols(LoadedModule module) {
        return module.symbols().map(SymbolFile::path);
    }

    @Test
    void aNameWithoutExtensionIsAModuleOfItsOwn() throws Exception {
        LoadedModule module = load("magic");
        assertThat(module.type()).isEqualTo(SymbolType.VIRTUAL);
        assertThat(module.name()).isEqualTo("magic");
        assertThat(module.base()).isEqualTo(0x1000000);
        assertThat(module.size()).isEqualTo(0x1000000);
        assertThat(module.rva(0x1FFFFFF)).hasValue(0xFFFFFF);
        assertThat(module.rva(0x2000000)).isEmpty();
    }

    @Test
    void aPdbStandsAlone() throws Exception {
        shell.write("sub/My.App.pdb", pdb(GUID));
        LoadedModule module = load("sub\\My.App.pdb");
        assertThat(module.name()).isEqualTo("My.App");
        assertThat(module.type()).isEqualTo(SymbolType.PDB);
        assertThat(module.image()).isEmpty();
        assertThat(module.size()).isEqualTo(0x1000000);
    }

    @Test
    void aSymbolPathThatCannotBeUsedMattersOnlyWhereItIsNeeded() throws Exception {
        shell.write("app.pdb", pdb(GUID));
        shell.session().setSymbolPath("srv*a*b*c*d*e*f*g*h*i*j*k*l");
        assertThat(load("app.pdb").type()).isEqualTo(SymbolType.PDB);
        assertThatThrownBy(() -> load("other.pdb")).hasMessageStartingWith("the symbol path cannot be used: ");
        writeImage("app.pdb");
        assertThatThrownBy(() -> load("app.exe")).hasMessageStartingWith("the symbol path cannot be used: ");
    }

    @Test
    void aDbgFileKnowsTheSizeOfItsImage() throws Exception {
        shell.write("old.dbg", new DbgBuilder().build());
        LoadedModule module = load("old.dbg");
        assertThat(module.type()).isEqualTo(SymbolType.DBG);
        assertThat(module.size()).isEqualTo(0x62040);
    }

    @Test
    void aPdbBesideTheImageIsTaken() throws Exception {
        writeImage("c:\\build\\app.pdb");
        Path file = shell.write("app.pdb", pdb(GUID));
        LoadedModule module = load("app.exe");
        assertThat(symbols(module)).contains(file);
        assertThat(module.matched()).isTrue();
        assertThat(module.base()).isEqualTo(0x1000000);
        assertThat(module.size()).isEqualTo(0xC83000);
    }

    @Test
    void aPdbAtTheRecordedPathIsTaken() throws Exception {
        Path file = shell.write("build/app.pdb", pdb(GUID));
        writeImage(file.toString());
        assertThat(symbols(load("app.exe"))).contains(file);
    }

    @Test
    void aPdbOnTheSymbolPathIsTaken() throws Exception {
        writeImage("c:\\build\\app.pdb");
        Path file = shell.write("path/app.pdb", pdb(GUID));
        assertThat(symbols(load("app.exe"))).contains(file);
    }

    @Test
    void theOneBesideTheImageComesFirst() throws Exception {
        writeImage("c:\\build\\app.pdb");
        shell.write("path/app.pdb", pdb(GUID));
        Path file = shell.write("app.pdb", pdb(GUID));
        assertThat(symbols(load("app.exe"))).contains(file);
    }

    @Test
    void aPdbOfAnotherBuildIsRefusedUnlessAnythingWillDo() throws Exception {
        writeImage("c:\\build\\app.pdb");
        Path file = shell.write("app.pdb", pdb(OTHER));
        LoadedModule none = load("app.exe");
        assertThat(none.symbols()).isEmpty();
        assertThat(none.type()).isEqualTo(SymbolType.NONE);
        shell.to("symopt +40");
        LoadedModule any = load("app.exe");
        assertThat(symbols(any)).contains(file);
        assertThat(any.matched()).isFalse();
        assertThat(shell.to("info")).contains("    PdbUnmatched : true\n");
    }

    @Test
    void theDbgFileOfAStrippedImageIsTaken() throws Exception {
        byte[] image = new PeBuilder()
                .pe32()
                .characteristics(0x30E)
                .timestamp(0x37CDB039)
                .sizeOfImage(0x62040)
                .build();
        shell.write("old.exe", image);
        Path file = shell.write("old.dbg", new DbgBuilder().build());
        LoadedModule module = load("old.exe");
        assertThat(symbols(module)).contains(file);
        assertThat(module.type()).isEqualTo(SymbolType.DBG);
        assertThat(shell.to("info")).contains("         SymType : SymCoff\n", "   LoadedPdbName : \n");
    }

    @Test
    void thePdbMayBeCalledAsTheImageIs() throws Exception {
        writeImage("c:\\build\\other.pdb");
        Path same = shell.write("app.pdb", pdb(GUID));
        assertThat(symbols(load("app.exe"))).isEmpty();
        shell.to("symopt +80");
        LoadedModule module = load("app.exe");
        assertThat(symbols(module)).contains(same);
        assertThat(module.matched()).isTrue();
        shell.write("app.pdb", pdb(new UUID(5, 5)));
        assertThat(symbols(load("app.exe"))).isEmpty();
        shell.to("symopt +40");
        LoadedModule other = load("app.exe");
        assertThat(symbols(other)).contains(same);
        assertThat(other.matched()).isFalse();
        shell.write("other.pdb", pdb(GUID));
        assertThat(symbols(load("app.exe"))).contains(same);
    }

    @Test
    void damagedExportsAreNone() throws Exception {
        byte[] good = new PeImageBuilder()
                .section(".edata", 0x1000, new byte[0x100], PeImageBuilder.DATA)
                .directory(0, 0xFFFF0000L, 40)
                .build();
        shell.write("bad.dll", good);
        assertThat(load("bad.dll").type()).isEqualTo(SymbolType.NONE);
    }

    @ParameterizedTest
    @CsvSource({"lld/x64/full, 140000000", "lld/x86/full, 400000", "lld/arm64/full, 180000000"})
    void realImagesFindTheirPdbs(String stem, String base) throws Exception {
        Path pdb = Corpus.assumePresent().file(stem + ".pdb");
        Path image = Corpus.assumePresent().file(stem + ".exe");
        Assumptions.assumeTrue(Files.exists(image), "SKIPPED (corpus): no " + image);
        shell.to("base " + base);
        LoadedModule module = load(image.toString());
        assertThat(symbols(module)).contains(pdb);
        assertThat(module.address(0x1000)).isEqualTo(Long.parseLong(base, 16) + 0x1000);
        LoadedModule alone = load(pdb.toString());
        assertThat(alone.size()).isPositive().isLessThanOrEqualTo(module.size());
    }

    @Test
    void aMereNameIsLookedForOnTheSymbolPathToo() throws Exception {
        Path file = shell.write("path/lib.pdb", pdb(GUID));
        assertThat(symbols(load("lib.pdb"))).contains(file);
        assertThatThrownBy(() -> load("./lib.pdb")).isInstanceOf(LoadException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "missing.dll, 0x2",
        "missing.pdb, 0x2",
        "none/missing.dbg, 0x2",
        "text.dll, 0xc1",
        "text.pdb, 0xd",
        "cut.pdb, 0xd"
    })
    void failuresHaveTheirNumbers(String target, String code) throws Exception {
        byte[] text = "some text that is no program".getBytes(StandardCharsets.US_ASCII);
        shell.write("text.dll", text);
        shell.write("text.pdb", text);
        shell.write("cut.pdb", Arrays.copyOf(pdb(GUID), 5000));
        assertThatThrownBy(() -> load(target))
                .isInstanceOf(LoadException.class)
                .hasMessage("error " + code + " loading " + target + ".");
        assertThat(shell.session().current()).isEmpty();
    }

    @Test
    void aCutOffImageIsRefusedOrLoaded() throws Exception {
        byte[] image = new PeBuilder().rsds(GUID, 1, "app.pdb").build();
        for (int length = 0; length < image.length; length += 7) {
            shell.write("cut.exe", Arrays.copyOf(image, length));
            assertThat(shell.to("load cut.exe")).isIn("", "error 0xc1 loading cut.exe.\n");
        }
    }
}
