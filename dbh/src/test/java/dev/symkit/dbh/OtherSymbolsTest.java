// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbols that are not those of a native PDB: exports, managed methods, names alone, rearranged images. */
class OtherSymbolsTest {
    private static final long BASE = 0x1000000;

    @TempDir
    Path directory;

    private static byte[] exporter() {
        LittleEndian exports = new LittleEndian();
        exports.u32(0)
                .u32(0)
                .u32(0)
                .u32(0x2080)
                .u32(1)
                .u32(4)
                .u32(3)
                .u32(0x2028)
                .u32(0x2038)
                .u32(0x2044);
        exports.u32(0x1000).u32(0x1100).u32(0x20C0).u32(0x1200);
        exports.u32(0x2090).u32(0x20A0).u32(0x20B0).u16(0).u16(1).u16(2).padTo(0x80);
        exports.nulTerminated("lib.dll").padTo(0x90).nulTerminated("_Plain@8").padTo(0xA0);
        exports.nulTerminated("?f@@YAXXZ").padTo(0xB0).nulTerminated("Away").padTo(0xC0);
        exports.nulTerminated("other.There").padTo(0x100);
        return new PeImageBuilder()
                .section(".text", 0x1000, new byte[0x400], PeImageBuilder.CODE)
                .section(".edata", 0x2000, exports.toByteArray(), PeImageBuilder.DATA)
                .directory(0, 0x2000, 0x100)
                .build();
    }

    @Test
    void exportsStandInForSymbols() throws IOException, LoadException {
        Files.write(directory.resolve("lib.dll"), exporter());
        try (Transcript shell = new Transcript(directory, BASE).load("lib.dll")) {
            assertThat(shell.ask("enum"))
                    .containsExactly(
                            " index            address     name",
                            "     1            1001000 : E Plain",
                            "     2            1001100 : E f",
                            "     3            10020c0 : F Away",
                            "     4            1001200 : E Ordinal4");
            assertThat(shell.ask("name plain")).contains("  flags : 200", "   addr :  1001000");
            assertThat(shell.ask("name away")).contains("  flags : 600");
            assertThat(shell.ask("addr 1001180").get(0)).isEqualTo("f+80");
            assertThat(shell.field("next", "name")).isEqualTo("Ordinal4");
            assertThat(shell.field("prev plain", "name")).isEmpty();
            assertThat(shell.names("m 1001100")).containsExactly("f");
            assertThat(shell.field("index 3", "name")).isEqualTo("Away");
            assertThat(shell.field("scope plain", "name")).isEqualTo("lib");
            assertThat(shell.ask("srch mask=a*").get(1))
                    .isEqualTo("     3            10020c0 F SymTagPublicSymbol      : Away");
            assertThat(shell.ask("dump")).isEmpty();
            assertThat(shell.ask("dump -a")).hasSize(4);
            shell.ask("symopt -2");
            assertThat(shell.names("enum ?f*")).containsExactly("?f@@YAXXZ");
        }
    }

    @Test
    void aMereNameTakesMadeUpSymbolsOnly() throws IOException, LoadException {
        try (Transcript shell = new Transcript(directory, BASE).load("virtual")) {
            assertThat(shell.ask("enum")).isEmpty();
            assertThat(shell.ask("name main")).containsExactly("no symbol found");
            shell.ask("add mine 1000100 20");
            assertThat(shell.names("enum virtual!m*")).containsExactly("mine");
            assertThat(shell.ask("addr 1000110").get(0)).isEqualTo("mine+10");
            assertThat(shell.ask("srch tag=1a")).hasSize(2);
            shell.ask("del MINE");
            assertThat(shell.ask("enum")).isEmpty();
        }
    }

    @Test
    void managedMethodsGoByTheirTokens() throws IOException, LoadException {
        Corpus corpus = Corpus.assumePresent();
        List<Path> portable = corpus.manifest().stream()
                .filter(row -> row.kind().equals("PortablePDB") && !row.path().startsWith("malformed/"))
                .map(row -> corpus.file(row.path()))
                .filter(path -> path.toString().endsWith(".pdb"))
                .toList();
        assertThat(portable).isNotEmpty();
        for (Path pdb : portable) {
            try (Transcript shell = new Transcript(directory, BASE).load(pdb.toString())) {
                assertThat(shell.names("enum")).isNotEmpty().allMatch(name -> name.startsWith("$6"));
                String first = shell.names("enum").get(0);
                assertThat(shell.ask("name " + first))
                        .contains("  flags : 60000", "    tag : SymTagFunction (5)")
                        .contains("  value : " + String.format(java.util.Locale.ROOT, "%8s", first.substring(1)));
                assertThat(shell.ask("addr 1000010")).isEmpty();
            }
        }
    }

    @Test
    void managedMethodsOfWindowsPdbsHaveTheirTokens() throws IOException, LoadException {
        Corpus corpus = Corpus.assumePresent();
        Path pdb = corpus.manifest().stream()
                .filter(row -> row.kind().equals("PDB7") && row.path().startsWith("managed/csharp-debugtype-full/"))
                .map(row -> corpus.file(row.path()))
                .findFirst()
                .orElseThrow();
        try (Transcript shell = new Transcript(directory, BASE).load(pdb.toString())) {
            String first = shell.names("srch tag=5").get(0);
            assertThat(first).isNotEmpty();
            List<String> names = shell.names("enum");
            assertThat(names).isNotEmpty();
            assertThat(shell.ask("name " + names.get(0))).contains("  flags : 60000");
            assertThat(shell.field("name " + names.get(0), "value")).startsWith("6000");
        }
    }

    @Test
    void theNearestEntryServesWhereAnImageHasBytesOfItsOwn() throws IOException, LoadException {
        Path pdb = Corpus.assumePresent().file("native/x86-omap/omap_stretched.pdb");
        try (Transcript shell = new Transcript(directory, BASE).load(pdb.toString())) {
            long gap = 0x1001000;
            while (!shell.ask("addr " + Long.toHexString(gap)).isEmpty()) {
                gap++;
                assertThat(gap).as("an address without source").isLessThan(0x1009000);
            }
            shell.ask("symopt +20");
            assertThat(shell.ask("addr " + Long.toHexString(gap))).isNotEmpty();
        }
    }

    @Test
    void thunksOfImportsAreTheSameByNameAddressAndListing() throws IOException, LoadException {
        Path sample = Path.of("../samples/build-1/x64/hello.pdb");
        Files.copy(sample, directory.resolve("hello.pdb"));
        try (Transcript hello = new Transcript(directory, 0x400000).load("hello.pdb")) {
            String index = hello.field("name engine_spawn", "index");
            assertThat(hello.ask("name engine_spawn"))
                    .contains("   addr :   401090", "   size : 6", "    tag : SymTagThunk (1b)");
            assertThat(hello.ask("addr 401095")).startsWith("engine_spawn+5").contains("  index : " + index);
            assertThat(hello.ask("m 401090").get(1)).startsWith("  " + " ".repeat(4 - index.length()) + index + " ");
            assertThat(hello.ask("enum engine_spawn").get(1)).contains(index + " ");
            assertThat(hello.ask("scope engine_spawn")).contains("   name : Import:engine.dll");
        }
    }
}
