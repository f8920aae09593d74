// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.line.LineSource;
import dev.symkit.dbh.module.LoadException;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.MsfMutants;
import dev.symkit.testkit.Mutants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands about lines with PDBs of the corpus: damaged ones, old ones, portable ones, and those with source servers. */
class CorpusLinesTest {
    static final List<String> COMMANDS = List.of(
            "line main.cpp#11",
            "laddr -i 1001004",
            "linenext",
            "srclines main.cpp 5",
            "elines",
            "obj",
            "src",
            "src --sourcelink",
            "omap",
            "uw 1001004");

    @TempDir
    private Path directory;

    private ShellFixture shell(String path) throws Exception {
        return new ShellFixture(directory)
                .load(Corpus.assumePresent().file(path).toString());
    }

    @Test
    void endsEveryCommandOfADamagedFile() throws Exception {
        int files = 0;
        int loaded = 0;
        try (Stream<Path> paths = Files.list(Corpus.assumePresent().file("malformed/pdb"))) {
            for (Path path : paths.sorted().toList()) {
                files++;
                try (ShellFixture shell = new ShellFixture(directory)) {
                    shell.load(path.toString());
                    loaded++;
                    for (String command : COMMANDS) {
                        String text = shell.ask(command);
                        assertThat(text.isEmpty() || text.endsWith("\n"))
                                .as(command)
                                .isTrue();
                    }
                } catch (LoadException e) {
                    assertThat(e).hasMessageContaining("loading");
                }
            }
        }
        System.out.println("damaged PDBs: " + loaded + " of " + files + " can be loaded");
        assertThat(loaded).isPositive();
    }

    @Test
    void findsSourcesByTheFileListAlone() throws Exception {
        int objects = 0;
        for (Corpus.Row row : Corpus.assumePresent().manifest()) {
            if (!row.kind().equals("PDB7") || row.path().contains("malformed")) {
                continue;
            }
            try (ShellFixture shell = shell(row.path())) {
                LineSource lines = LineSource.of(shell.module()).orElseThrow();
                int count = lines.objects().size();
                List<List<String>> sources = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    sources.add(lines.lines(i).all().stream()
                            .map(spot -> spot.file())
                            .distinct()
                            .toList());
                }
                for (int i = 0; i < count; i += Math.max(1, count / 20)) {
                    for (String source : sources.get(i)) {
                        assertThat(lines.objectsWith(source::equals))
                                .as(row.path() + " " + source)
                                .contains(i);
                        objects++;
                    }
                }
            }
        }
        System.out.println("sources of object files found in the file list: " + objects);
        assertThat(objects).isPositive();
    }

    @Test
    void readsTheLinesOfVisualC6() throws Exception {
        try (ShellFixture shell = shell("pdb20/CommandLine.pdb")) {
            LineSource lines = LineSource.of(shell.module()).orElseThrow();
            int same = 0;
            for (int object = 0; object < lines.objects().size(); object++) {
                for (var spot : lines.lines(object).all()) {
                    var found = lines.at(spot.rva());
                    same += found.isPresent() && found.get().line() == spot.line() ? 1 : 0;
                }
            }
            System.out.println("C11 lines found by their addresses: " + same);
            assertThat(same).isPositive();
            assertThat(shell.ask("elines")).startsWith("\nOBJ:");
        }
    }

    @Test
    void readsSequencePoints() throws Exception {
        try (ShellFixture shell = shell("managed/ppdb-sourcelink/ppdb-sourcelink-sample.pdb")) {
            String sources = shell.ask("src");
            assertThat(sources).isNotEmpty();
            assertThat(shell.ask("src --sourcelink")).contains(" : http");
            LineSource lines = LineSource.of(shell.module()).orElseThrow();
            var all = lines.lines(0).all();
            assertThat(all).isNotEmpty();
            for (var spot : all) {
                assertThat(lines.at(spot.rva())).contains(spot);
            }
            assertThat(shell.ask("elines")).startsWith("\nOBJ:ppdb-sourcelink-sample\n");
        }
    }

    @Test
    void findsTheIlOfAnImage() throws Exception {
        String stem = "managed/csharp-debugtype-portable/Managed_x64_VS2019_CSharp_DebugType_Portable";
        try (ShellFixture image = shell(stem + ".dll");
                ShellFixture alone = shell(stem + ".pdb")) {
            LineSource lines = LineSource.of(image.module()).orElseThrow();
            var there = lines.lines(0).all();
            assertThat(there).isNotEmpty();
            assertThat(there.stream().map(spot -> spot.line()).toList())
                    .isEqualTo(LineSource.of(alone.module()).orElseThrow().lines(0).all().stream()
                            .map(spot -> spot.line())
                            .toList());
            PeFile pe = image.module().image().orElseThrow().pe();
            for (var spot : there) {
                assertThat(lines.at(spot.rva())).contains(spot);
                assertThat(pe.section(spot.rva()).orElseThrow().name()).hasToString(".text");
            }
            System.out.println("sequence points at their IL: " + there.size());
        }
    }

    @Test
    void endsEveryCommandOfAChangedManagedImage() throws Exception {
        String stem = "managed/csharp-debugtype-portable/Managed_x64_VS2019_CSharp_DebugType_Portable";
        Corpus corpus = Corpus.assumePresent();
        Files.copy(corpus.file(stem + ".pdb"), directory.resolve("Managed_x64_VS2019_CSharp_DebugType_Portable.pdb"));
        byte[] whole = corpus.bytes(stem + ".dll");
        Mutants mutants = new Mutants(whole).content(0x200, whole.length - 0x200);
        int listed = 0;
        for (int i = 0; i < 200; i++) {
            Files.write(directory.resolve("bad.dll"), mutants.mutant(i));
            try (ShellFixture shell = new ShellFixture(directory)) {
                shell.load("bad.dll");
                String text = shell.ask("elines");
                assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
                listed += text.contains("OBJ:") ? 1 : 0;
                assertThat(shell.ask("laddr -i 1002060")).endsWith("\n");
            } catch (LoadException e) {
                assertThat(e).hasMessageContaining("loading");
            }
        }
        System.out.println("managed images: the lines of " + listed + " of 200 changed ones are listed");
        assertThat(listed).isPositive();
    }

    @Test
    void showsWhereASourceServerHasSources() throws Exception {
        try (ShellFixture shell = shell("native/x86-crash/crash_with_srcsrv.pdb")) {
            String text = shell.ask("src --sourcelink");
            assertThat(text).contains(" : ").doesNotContain("%var2%");
            assertThat(text).contains("scoped_ptr.h : %targ%\\P4_SERVER\\depot\\breakpad\\src\\common\\scoped_ptr.h\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "native/x64-kernel-driver/Native_x64_VS2013_KernelModeDriver.pdb, pdb",
        "native/x86-crash/crash_with_srcsrv.pdb, pdb",
        "native/x86-omap/omap_stretched.pdb, pdb",
        "pdb20/CommandLine.pdb, pdb",
        "managed/ppdb-sourcelink/ppdb-sourcelink-sample.pdb, pdb",
        "native/arm64ec-rust/ARM64EC_rust_notApplicable.exe, exe"
    })
    void endsEveryCommandOfAChangedFile(String file, String extension) throws Exception {
        byte[] whole = Corpus.assumePresent().bytes(file);
        Mutants mutants = MsfMutants.recognise(whole)
                ? MsfMutants.of(whole)
                : new Mutants(whole).start(0, Math.min(whole.length, 0x400)).content(0, whole.length);
        int loaded = 0;
        for (int i = 0; i < 20; i++) {
            String name = "bad" + i + "." + extension;
            Files.write(directory.resolve(name), mutants.mutant(i));
            try (ShellFixture shell = new ShellFixture(directory)) {
                shell.load(name);
                loaded++;
                for (String command : COMMANDS) {
                    String text = shell.ask(command);
                    assertThat(text.isEmpty() || text.endsWith("\n"))
                            .as(command)
                            .isTrue();
                }
                for (long at = 0x1001000; at < 0x1005000; at += 0x333) {
                    assertThat(shell.ask("laddr -i " + Long.toHexString(at))).endsWith("\n");
                    assertThat(shell.ask("uw " + Long.toHexString(at))).endsWith("\n");
                }
            } catch (LoadException e) {
                assertThat(e).hasMessageContaining("loading");
            }
            Files.delete(directory.resolve(name));
        }
        System.out.println(file + ": " + loaded + " of 20 changed files can be loaded");
        assertThat(loaded).isPositive();
    }
}
