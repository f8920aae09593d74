// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.Mutants;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about lines, sources and object files, with PDBs that are built here. */
class LineCommandsTest {
    private static final String MAIN = "c:\\src\\main.cpp";
    private static final String SHARED = "c:\\src\\inc\\shared.h";
    private static final long HIDDEN = 0xF00F00;

    @TempDir
    private Path directory;

    private ShellFixture shell(LinePdb pdb) throws Exception {
        pdb.write(directory.resolve("app.pdb"));
        return new ShellFixture(directory).load("app.pdb");
    }

    private static LinePdb twoObjects() {
        LinePdb pdb = new LinePdb();
        pdb.object("main.obj", 0, 0x40)
                .rows(MAIN, 0, 10, 4, 11, 8, 14, 0x30, HIDDEN)
                .rows(SHARED, 0x20, 3);
        pdb.object("other.obj", 0x100, 0x40).rows(SHARED, 0, 3, 8, 5).rows("c:\\src\\other.cpp", 0x10, 20);
        return pdb;
    }

    @Test
    void showsTheFirstAddressOfALine() throws Exception {
        try (ShellFixture shell = shell(twoObjects())) {
            assertThat(shell.ask("line main.cpp#11")).isEqualTo("""
                       file : c:\\src\\main.cpp
                       line : 11
                       addr :  1001004
                        key : 0000000000000000
                    disp : 0
                    """);
            assertThat(shell.ask("l C:/SRC/MAIN.CPP#12"))
                    .contains("   line : 14\n")
                    .endsWith("disp : 2\n");
            assertThat(shell.ask("line shared.h#3")).contains("   addr :  1001020\n");
            assertThat(shell.ask("line inc\\shared.h#4")).contains("   addr :  1001108\n");
            assertThat(shell.ask("line ain.cpp#11")).isEqualTo("line: error 0x2 looking for ain.cpp#11\n");
            assertThat(shell.ask("line main.cpp#15")).isEqualTo("line: error 0x2 looking for main.cpp#15\n");
        }
    }

    /** The session in Microsoft's "Additional DBH Examples", Displaying Source Line Information. */
    @Test
    void answersTheDocumentedSession() throws Exception {
        LinePdb pdb = new LinePdb();
        pdb.object("e:\\mydirectory\\objchk\\amd64\\myprogram.obj", 0x5180, 0x40)
                .rows("e:\\mydirectory\\src\\myprogram.cpp", 0, 765, 0x11, 767);
        try (ShellFixture shell = shell(pdb)) {
            assertThat(shell.ask("line myprogram.cpp#767")).isEqualTo("""
                       file : e:\\mydirectory\\src\\myprogram.cpp
                       line : 767
                       addr :  1006191
                        key : 0000000000000000
                    disp : 0
                    """);
            assertThat(shell.ask("srclines myprogram.cpp 767")).isEqualTo("""
                    0x1006191: e:\\mydirectory\\objchk\\amd64\\myprogram.obj
                    line 767 e:\\mydirectory\\src\\myprogram.cpp
                    """);
        }
    }

    @Test
    void saysHowALineIsNamed() throws Exception {
        try (ShellFixture shell = shell(twoObjects())) {
            for (String wrong : new String[] {"line", "line main.cpp", "line #3", "line main.cpp#x", "line a#-1"}) {
                assertThat(shell.ask(wrong)).isEqualTo("line: filespec#linenum\n");
            }
            assertThat(shell.ask("laddr")).startsWith("laddr [-i] HEX : ");
            assertThat(shell.ask("laddr main")).startsWith("laddr [-i] HEX : ");
            assertThat(shell.ask("srclines main.cpp")).startsWith("srclines FILE LINE : ");
        }
    }

    @Test
    void showsTheLineOfAnAddress() throws Exception {
        try (ShellFixture shell = shell(twoObjects())) {
            assertThat(shell.ask("laddr 1001006")).isEqualTo("""
                       file : c:\\src\\main.cpp
                       line : 11
                       addr :  1001004
                        key : 0000000000000000
                    disp : 2
                    """);
            assertThat(shell.fields()).containsEntry("line", "b").containsEntry("disp", "2");
            String none = "line: error 0x1e7 looking for source at 0x";
            assertThat(shell.ask("laddr 1001030")).as("hidden").isEqualTo(none + "1001030\n");
            assertThat(shell.ask("laddr 1001080")).as("between").isEqualTo(none + "1001080\n");
            assertThat(shell.ask("laddr 2001080")).isEqualTo("line: error 0x7e looking for source at 0x2001080\n");
        }
    }

    @Test
    void goesFromLineToLine() throws Exception {
        try (ShellFixture shell = shell(twoObjects())) {
            assertThat(shell.ask("linenext").lines()).hasSize(2);
            shell.ask("line main.cpp#10");
            assertThat(shell.ask("j")).contains("   line : 11\n").doesNotContain("disp");
            assertThat(shell.ask("linenext")).contains("   line : 14\n");
            assertThat(shell.ask("linenext")).as("past the end").isEmpty();
            shell.ask("srclines main.cpp 10");
            assertThat(shell.ask("k")).contains("   line : 11\n   addr :  1001004\n");
            assertThat(shell.ask("lineprev")).contains("   line : 10\n");
            assertThat(shell.ask("lineprev")).isEmpty();
            shell.load("app.pdb");
            assertThat(shell.ask("lineprev").lines()).as("forgotten").hasSize(2);
        }
    }

    @Test
    void showsTheObjectFilesOfALine() throws Exception {
        try (ShellFixture shell = shell(twoObjects())) {
            assertThat(shell.ask("srclines shared.h 3")).isEqualTo("""
                    0x1001020: main.obj
                    line 3 c:\\src\\inc\\shared.h
                    0x1001100: other.obj
                    line 3 c:\\src\\inc\\shared.h
                    """);
            assertThat(shell.ask("srclines shared.h 4")).startsWith("0x1001108: other.obj\nline 5 ");
            assertThat(shell.ask("srclines shared.h 900")).startsWith("0x1001108: other.obj\nline 5 ");
            assertThat(shell.ask("srclines no.h 4")).isEqualTo("error 0x2 calling SymEnumSourceLines()\n");
        }
    }

    @Test
    void listsLinesAndGoesOnCountingInTheNextObject() throws Exception {
        LinePdb pdb = new LinePdb();
        long[] many = new long[2 * 18];
        for (int i = 0; i < 18; i++) {
            many[2 * i] = i;
            many[2 * i + 1] = 100L + i;
        }
        pdb.object("a.obj", 0, 0x20).rows(SHARED, many);
        pdb.object("b.obj", 0x100, 0x20).rows(SHARED, 0, 3, 4, 5).rows(MAIN, 8, 7);
        try (ShellFixture shell = shell(pdb)) {
            String indent = "     ";
            assertThat(shell.ask("elines"))
                    .isEqualTo("\nOBJ:a.obj\n   " + SHARED + " \n" + indent
                            + " 100 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115\n" + indent
                            + " 116 117\nOBJ:b.obj 3 5\n   " + MAIN + " \n" + indent + " 7\n");
            assertThat(shell.ask("e *\\main.cpp")).isEqualTo("\nOBJ:b.obj\n   " + MAIN + " \n" + indent + " 7\n");
            assertThat(shell.ask("elines * b*")).startsWith("\nOBJ:b.obj\n   " + SHARED);
            assertThat(shell.ask("elines nothing")).isEmpty();
            shell.ask("setret");
            assertThat(shell.ask("elines")).isEqualTo("\nOBJ:a.obj\n   " + SHARED + " \n" + indent + " 100\n");
        }
    }

    @Test
    void listsObjectsAndSources() throws Exception {
        try (ShellFixture shell = shell(twoObjects())) {
            assertThat(shell.ask("obj")).isEqualTo("main.obj\nother.obj\n");
            assertThat(shell.ask("o *OTHER*")).isEqualTo("other.obj\n");
            assertThat(shell.ask("src")).isEqualTo(MAIN + "\n" + SHARED + "\nc:\\src\\other.cpp\n");
            assertThat(shell.ask("r *\\inc\\*")).isEqualTo(SHARED + "\n");
            assertThat(shell.ask("src --sourcelink")).isEmpty();
        }
    }

    @Test
    void hasNoLinesWithoutTheOption() throws Exception {
        try (ShellFixture shell = shell(twoObjects())) {
            shell.ask("symopt -10");
            assertThat(shell.ask("laddr 1001004")).startsWith("line: error 0x1e7 ");
            assertThat(shell.ask("line main.cpp#11")).startsWith("line: error 0x2 ");
            assertThat(shell.ask("elines")).isEmpty();
            shell.ask("symopt +10");
            assertThat(shell.ask("laddr 1001004")).contains("line : 11");
        }
    }

    @Test
    void saysThatThereIsNoModule() throws Exception {
        try (ShellFixture shell = new ShellFixture(directory)) {
            assertThat(shell.ask("laddr 1000")).isEqualTo("line: error 0x6 looking for source at 0x1000\n");
            assertThat(shell.ask("line a.c#1")).isEqualTo("line: error 0x6 looking for a.c#1\n");
            assertThat(shell.ask("srclines a.c 1")).isEqualTo("error 0x6 calling SymEnumSourceLines()\n");
            assertThat(shell.ask("elines")).isEqualTo("error 0x6 calling SymEnumLines()\n");
            assertThat(shell.ask("src")).isEqualTo("error 0x6 calling SymEnumSourceFiles()\n");
            assertThat(shell.ask("obj")).isEqualTo("error 0x6 calling SymSearch()\n");
            assertThat(shell.ask("omap")).startsWith("Error 0x6 calling SymGetOmap().\n");
            assertThat(shell.ask("uw 1000")).isEqualTo("error 0x6 calling SymGetUnwindInfo()\n");
        }
    }

    @Test
    void followsCodeThatWasMoved() throws Exception {
        LinePdb pdb = twoObjects();
        // The first eight bytes stayed, the next went away, the rest moved up.
        pdb.slot(3, pairs(0x1000, 0x1000, 0x1008, 0, 0x2000, 0x1008)).slot(4, pairs(0x1000, 0x1000, 0x1008, 0x2000));
        try (ShellFixture shell = shell(pdb)) {
            assertThat(shell.ask("omap")).isEqualTo("""
                    to...
                    1000 1000
                    1008 0
                    2000 1008

                    from...
                    1000 1000
                    1008 2000
                    """);
            assertThat(shell.ask("line main.cpp#14")).contains("   addr :  1002000\n");
            assertThat(shell.ask("laddr 1002003")).contains("   line : 14\n").endsWith("disp : 3\n");
            assertThat(shell.ask("laddr 1001010")).startsWith("line: error 0x1e7 ");
            shell.ask("symopt +20");
            assertThat(shell.ask("laddr 1001010")).contains("   line : 11\n").endsWith("disp : 3\n");
        }
        try (ShellFixture shell = shell(twoObjects())) {
            assertThat(shell.ask("omap")).isEqualTo("Error 0x2 calling SymGetOmap().\nto...\n\nfrom...\n");
        }
    }

    private static byte[] pairs(long... values) {
        LittleEndian out = new LittleEndian();
        for (long value : values) {
            out.u32(value);
        }
        return out.toByteArray();
    }

    @Test
    void endsEveryCommandOfADamagedFile() throws Exception {
        byte[] whole = twoObjects().build();
        Mutants mutants = new Mutants(whole).content(0, whole.length);
        int loaded = 0;
        for (int i = 0; i < 150; i++) {
            Files.write(directory.resolve("bad.pdb"), mutants.mutant(i));
            try (ShellFixture shell = new ShellFixture(directory)) {
                try {
                    shell.load("bad.pdb");
                } catch (dev.symkit.dbh.module.LoadException e) {
                    continue;
                }
                loaded++;
                for (String command : CorpusLinesTest.COMMANDS) {
                    assertThat(shell.ask(command))
                            .satisfiesAnyOf(
                                    text -> assertThat(text).isEmpty(),
                                    text -> assertThat(text).endsWith("\n"));
                }
            }
        }
        assertThat(loaded).isPositive();
    }
}
