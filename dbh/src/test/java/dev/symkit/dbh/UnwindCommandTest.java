// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import dev.symkit.format.pe.FunctionTable;
import dev.symkit.format.pe.HybridMetadata;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.Mutants;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that shows unwind data, with images and PDBs that are built here. */
class UnwindCommandTest {
    private static final int EXPORTS = 0;
    private static final int FUNCTIONS = 3;

    @TempDir
    private Path directory;

    private ShellFixture shell(String name, byte[] content) throws Exception {
        Files.write(directory.resolve(name), content);
        return new ShellFixture(directory).load(name);
    }

    /** One section at 0x1000 with the function table at its start and an export of 0x2000 at 0x1200. */
    private static byte[] image(int machine, LittleEndian data, int tableSize) {
        data.padTo(0x200)
                .padTo(0x20C)
                .u32(0x1240)
                .u32(1)
                .u32(1)
                .u32(1)
                .u32(0x1230)
                .u32(0x1234)
                .u32(0x1238);
        data.padTo(0x230)
                .u32(0x2000)
                .u32(0x1240)
                .u16(0)
                .padTo(0x240)
                .nulTerminated("start")
                .padTo(0x400);
        return new PeImageBuilder()
                .machine(machine)
                .section(".rdata", 0x1000, data.toByteArray(), PeImageBuilder.DATA)
                .section(".text", 0x2000, new byte[0x200], PeImageBuilder.CODE)
                .directory(EXPORTS, 0x1200, 40)
                .directory(FUNCTIONS, 0x1000, tableSize)
                .build();
    }

    private static byte[] x64() {
        LittleEndian data = new LittleEndian();
        data.u32(0x2000).u32(0x2040).u32(0x1100).u32(0x2040).u32(0x2060).u32(0x1140);
        data.u32(0x2060).u32(0x2080).u32(0x1180).u32(0x2080).u32(0x2090).u32(0x1001);
        data.padTo(0x100).u8(0x09).u8(8).u8(3).u8(0x25);
        data.u8(8).u8(0x03).u8(4).u8(0x42).u8(2).u8(0x50).u16(0).u32(0x2000);
        data.padTo(0x140).u8(0x21).u8(0).u8(0).u8(0).u32(0x2000).u32(0x2040).u32(0x1100);
        data.padTo(0x180).u8(0x02).u8(4).u8(3).u8(0);
        return image(
                0x8664, data.u8(5).u8(0x16).u8(0x10).u8(0x06).u8(4).u8(0x42).u16(0), 48);
    }

    private static byte[] image(int machine, LittleEndian data) {
        return image(machine, data, 16);
    }

    @Test
    void showsUnwindDataOfX64() throws Exception {
        String first = """
                version: 1
                flags: 1 exception-handler
                prolog: 8
                frame: rbp+20
                  08: SET_FPREG rbp 20
                  04: ALLOC_SMALL 28
                  02: PUSH_NONVOL rbp
                handler: 2000 start
                """;
        try (ShellFixture shell = shell("a.dll", x64())) {
            assertThat(shell.ask("uw 1002003")).isEqualTo("1002000-1002040 start\n" + first);
            assertThat(shell.fields()).containsEntry("begin", "1002000").containsEntry("prolog", "8");
            assertThat(shell.fields().get("codes"))
                    .isEqualTo("08 SET_FPREG rbp 20; 04 ALLOC_SMALL 28; 02 PUSH_NONVOL rbp");
            assertThat(shell.ask("uw 100205f"))
                    .isEqualTo("1002040-1002060\nversion: 1\nflags: 4 chained\nprolog: 0\nframe: none\n"
                            + ("1002000-1002040 start\n" + first).indent(4));
            assertThat(shell.ask("uw 1002060")).isEqualTo("""
                    1002060-1002080
                    version: 2
                    flags: 0
                    prolog: 4
                    frame: none
                      05: EPILOG size 5 at end
                      10: EPILOG end-10
                      04: ALLOC_SMALL 28
                    """);
            assertThat(shell.ask("uw 1002080")).as("by way of another entry").isEqualTo("1002080-1002090\n" + first);
            assertThat(shell.ask("uw 1002090")).isEqualTo("Unwind info size is zero.\n");
            assertThat(shell.ask("uw 2002090")).isEqualTo("error 0x7e calling SymGetUnwindInfo()\n");
            assertThat(shell.ask("uw")).startsWith("uw HEX : ");
        }
    }

    @Test
    void showsUnwindDataOfArm64() throws Exception {
        LittleEndian data = new LittleEndian().u32(0x2000).u32(1 | 8 << 2 | 2 << 16 | 3 << 21 | 4 << 23);
        data.u32(0x2040).u32(0x1100).padTo(0x100).u32(0x10 | 1 << 20 | 1 << 21 | 1 << 27);
        data.u8(0x81).u8(0xE1).u8(0xE4).u8(0xE4).u32(0x2000);
        try (ShellFixture shell = shell("a.dll", image(0xAA64, data))) {
            assertThat(shell.ask("uw 1002000")).isEqualTo("""
                    1002000-1002020 start
                    version: packed
                    flags: 1
                    frame: 40
                    RegF: 0
                    RegI: 2
                    H: 0
                    CR: 3
                    """);
            assertThat(shell.ask("uw 1002044")).isEqualTo("""
                    1002040-1002080
                    version: 0
                    flags: X E
                    codes: 4
                      00: SAVE_FPLR_X [sp-10]!
                      01: SET_FP
                      02: END
                    epilog: at end codes 0
                      00: SAVE_FPLR_X [sp-10]!
                      01: SET_FP
                      02: END
                    handler: 2000 start
                    """);
            assertThat(shell.ask("uw 1002080")).isEqualTo("Unwind info size is zero.\n");
        }
    }

    @Test
    void showsWordsOfArm() throws Exception {
        LittleEndian data = new LittleEndian().u32(0x2001).u32(1 | 8 << 2);
        data.u32(0x2041).u32(0x1100).padTo(0x100).u32(0x10 | 1 << 21 | 1 << 28).u32(0xFFFFFFFFL);
        try (ShellFixture shell = shell("a.dll", image(0x1C4, data))) {
            assertThat(shell.ask("uw 1002000")).isEqualTo("1002000-1002010 start\nword: 00000021\n");
            assertThat(shell.ask("uw 1002042"))
                    .isEqualTo("1002040-1002060\nword: 00001100\nxdata: 10200010 ffffffff\n");
        }
    }

    @Test
    void showsFramesOfX86() throws Exception {
        LinePdb pdb = new LinePdb();
        pdb.object("a.obj", 0, 0x40).rows("a.c", 0, 1);
        LittleEndian frame =
                new LittleEndian().u32(0x1000).u32(0x40).u32(8).u32(4).u32(0);
        frame.u32(pdb.string("$T0 .raSearch = $eip $T0 ^ = ")).u16(3).u16(4).u32(5);
        LittleEndian fpo =
                new LittleEndian().u32(0x1000).u32(0x40).u32(2).u16(1).u16(3 | 1 << 8 | 1 << 12);
        pdb.slot(9, frame.toByteArray()).slot(0, fpo.toByteArray());
        try (ShellFixture shell = shell("a.pdb", pdb.build())) {
            assertThat(shell.ask("uw 1001004")).isEqualTo("""
                    1001000-1001040
                    record: frame data
                    size: 40
                    locals: 8
                    params: 4
                    prolog: 3
                    saved: 4
                    stack: 0
                    flags: 5 seh start
                    program: $T0 .raSearch = $eip $T0 ^ =
                    1001000-1001040
                    record: FPO
                    size: 40
                    locals: 8
                    params: 4
                    prolog: 3
                    saved: 4
                    flags: ebp
                    frame: fpo
                    """);
            assertThat(shell.ask("uw 1001040")).isEqualTo("Unwind info size is zero.\n");
        }
    }

    @Test
    void saysThatAPdbKeepsNone() throws Exception {
        LinePdb pdb = new LinePdb().machine(0x8664);
        pdb.object("a.obj", 0, 0x40).rows("a.c", 0, 1);
        try (ShellFixture shell = shell("a.pdb", pdb.build())) {
            assertThat(shell.ask("uw 1001004")).isEqualTo("Unwind info size is zero.\n");
        }
    }

    @Test
    void endsWithALineForEveryDamagedImage() throws Exception {
        byte[] whole = x64();
        Mutants mutants = new Mutants(whole).content(0, whole.length);
        int answers = 0;
        for (int i = 0; i < 150; i++) {
            try (ShellFixture shell = shell("bad.dll", mutants.mutant(i))) {
                for (long at = 0x1002000; at < 0x10020A0; at += 0x20) {
                    String text = shell.ask("uw " + Long.toHexString(at));
                    assertThat(text).endsWith("\n");
                    answers += text.contains("version") ? 1 : 0;
                }
            } catch (LoadException | IOException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(answers).isPositive();
    }

    @Test
    void showsBothFormsOfAHybridImage() throws Exception {
        Path path = Corpus.assumePresent().file("native/arm64ec-rust/ARM64EC_rust_notApplicable.exe");
        int arm = 0;
        int x64 = 0;
        try (ShellFixture shell = new ShellFixture(directory).load(path.toString())) {
            PeFile pe = shell.module().image().orElseThrow().pe();
            FunctionTable own = FunctionTable.read(pe).orElseThrow();
            FunctionTable other = FunctionTable.readOther(
                            pe, HybridMetadata.read(pe).orElseThrow())
                    .orElseThrow();
            for (int i = 0; i < own.size(); i++) {
                String text = shell.ask("uw " + Long.toHexString(shell.module().address(own.begin(i))));
                x64 += text.contains("\nframe: ") && text.contains("\nprolog: ") ? 1 : 0;
            }
            for (int i = 0; i < other.size(); i++) {
                String text = shell.ask("uw " + Long.toHexString(shell.module().address(other.begin(i))));
                arm += text.contains("\nversion: packed\n") || text.contains("\ncodes: ") ? 1 : 0;
            }
            System.out.println("uw: " + x64 + " of " + own.size() + " x64 and " + arm + " of " + other.size()
                    + " ARM64EC functions of a hybrid image");
            assertThat(x64).isEqualTo(own.size());
            assertThat(arm).isEqualTo(other.size());
        }
    }
}
