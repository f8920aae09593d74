// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbols and FPO records of DBG files, and the PDBs that they name. */
class DbgSymbolsTest {
    private static final long BASE = 0x1000000;
    private static final UUID GUID = UUID.fromString("11111111-2222-3333-4444-555555555555");

    @TempDir
    Path directory;

    private static void symbol(LittleEndian out, String name, long value, int section, int type, int storage) {
        out.text(name)
                .bytes(new byte[8 - name.length()])
                .u32(value)
                .u16(section)
                .u16(type)
                .u8(storage)
                .u8(0);
    }

    /** A section name, a function of 0x20 bytes, one without size, data, a file name, an absolute value. */
    private static byte[] coff() {
        LittleEndian out = new LittleEndian().u32(8).u32(32).padTo(32);
        out.text(".text\0\0\0").u32(0).u16(1).u16(0).u8(3).u8(1).bytes(new byte[18]);
        out.text("_main@4\0").u32(0x10).u16(1).u16(0x20).u8(2).u8(1);
        out.u32(0).u32(0x20).bytes(new byte[10]);
        symbol(out, "?f@@YAX", 0x40, 1, 0x20, 3);
        symbol(out, "_data", 8, 2, 0, 2);
        symbol(out, "a.c", 0, 0xFFFE, 0, 103);
        symbol(out, "value", 7, 0xFFFF, 0, 2);
        return out.u32(4).toByteArray();
    }

    private static DbgBuilder dbg() {
        byte[] fpo = new LittleEndian()
                .u32(0x1010)
                .u32(0x20)
                .u32(2)
                .u16(1)
                .u16(0x1207)
                .toByteArray();
        return new DbgBuilder()
                .section(".text", 0x1000, 0x1000, 0x60000020L)
                .section(".data", 0x2000, 0x1000, 0xC0000040L)
                .exportedName("data")
                .exportedName("elsewhere")
                .entry(1, coff())
                .entry(3, fpo);
    }

    private Transcript shell(byte[] dbg) throws IOException, LoadException {
        Files.write(directory.resolve("a.dbg"), dbg);
        return new Transcript(directory, BASE).load("a.dbg");
    }

    @Test
    void listsAndFindsSymbols() throws IOException, LoadException {
        try (Transcript shell = shell(dbg().build())) {
            assertThat(shell.ask("enum"))
                    .containsExactly(
                            " index            address     name",
                            "     1            1001010 :   main",
                            "     2            1001040 :   ?f@@YAX",
                            "     3            1002008 : E data",
                            "     4                  0 : E elsewhere");
            assertThat(shell.ask("name MAIN")).contains("   size : 20", "  flags : 400000");
            assertThat(shell.ask("addr 1001012").get(0)).isEqualTo("main+2");
            assertThat(shell.ask("addr 1001030")).isEmpty();
            assertThat(shell.ask("addr 1001050").get(0)).isEqualTo("?f@@YAX+10");
            assertThat(shell.ask("dump")).isEmpty();
            shell.ask("symopt -2");
            assertThat(shell.names("enum *main*")).containsExactly("_main@4");
        }
    }

    @Test
    void tellsOfTheFile() throws IOException, LoadException {
        try (Transcript shell = shell(dbg().timestamp(0x12345678).checksum(0x77).build())) {
            assertThat(shell.field("info", "SymType")).isEqualTo("SymCoff");
            assertThat(shell.field("info", "NumSyms")).isEqualTo("0x6");
            assertThat(shell.field("info", "TimeDateStamp")).isEqualTo("0x12345678");
            assertThat(shell.field("info", "CheckSum")).isEqualTo("0x77");
        }
    }

    @Test
    void showsFpoRecords() throws IOException, LoadException {
        try (Transcript shell = shell(dbg().build())) {
            assertThat(shell.ask("uw 1001018"))
                    .containsExactly(
                            "1001010-1001030 main",
                            "record: FPO",
                            "size: 20",
                            "locals: 8",
                            "params: 4",
                            "prolog: 7",
                            "saved: 8",
                            "flags: ebp",
                            "frame: fpo");
            assertThat(shell.ask("uw 1001030")).containsExactly("Unwind info size is zero.");
        }
    }

    @Test
    void aPdbThatItNamesComesFirst() throws IOException, LoadException {
        byte[] record = new LittleEndian()
                .text("RSDS")
                .guid(GUID)
                .u32(1)
                .nulTerminated("c:\\old\\b.pdb")
                .toByteArray();
        byte[] dbg = dbg().entry(2, record).build();
        try (Transcript shell = shell(dbg)) {
            assertThat(shell.field("info", "SymType")).isEqualTo("SymCoff");
            assertThat(shell.field("info", "CVData")).isEqualTo("c:\\old\\b.pdb");
        }
        Path pdb = directory.resolve("b.pdb");
        Files.write(
                pdb, new PdbBuilder().guid(GUID).dbiAge(1).module("m.obj", 0, 8).build());
        try (Transcript shell = shell(dbg)) {
            assertThat(shell.field("info", "LoadedPdbName")).isEqualTo(pdb.toString());
            assertThat(shell.field("info", "ModuleName")).isEqualTo("a");
        }
        Files.write(
                pdb, new PdbBuilder().guid(new UUID(3, 3)).module("m.obj", 0, 8).build());
        try (Transcript shell = shell(dbg)) {
            assertThat(shell.field("info", "SymType")).isEqualTo("SymCoff");
        }
    }

    @Test
    void theImageKnowsWhereExportsAre() throws IOException, LoadException {
        LittleEndian data = new LittleEndian()
                .u32(0)
                .u32(0)
                .u32(0)
                .u32(0x3040)
                .u32(1)
                .u32(1)
                .u32(1);
        data.u32(0x3028).u32(0x302C).u32(0x3030).u32(0x1200).u32(0x3050).u16(0).padTo(0x40);
        data.nulTerminated("a.dll").padTo(0x50).nulTerminated("elsewhere").padTo(0x80);
        data.u32(0).u32(0).u32(0).u32(4).u32(0x20).u32(0x30A0).u32(PeImageBuilder.HEADERS + 0x200 + 0xA0);
        data.padTo(0xA0).u32(1).u32(0x20).u32(0).nulTerminated("a.dbg").padTo(0x200);
        byte[] image = new PeImageBuilder()
                .section(".text", 0x1000, new byte[0x200], PeImageBuilder.CODE)
                .section(".rdata", 0x3000, data.toByteArray(), PeImageBuilder.DATA)
                .directory(0, 0x3000, 0x80)
                .directory(6, 0x3080, 28)
                .build();
        Files.write(directory.resolve("a.dll"), image);
        PeFile pe = PeFile.open(ByteSource.of("a.dll", image));
        byte[] dbg =
                dbg().timestamp(pe.timestamp()).sizeOfImage(pe.sizeOfImage()).build();
        Files.write(directory.resolve("a.dbg"), dbg);
        try (Transcript shell = new Transcript(directory, BASE).load("a.dll")) {
            assertThat(shell.field("info", "SymType")).isEqualTo("SymCoff");
            assertThat(shell.field("name elsewhere", "addr")).isEqualTo("1001200");
            assertThat(shell.ask("addr 1001014").get(0)).isEqualTo("main+4");
            assertThat(shell.ask("uw 1001014").get(0)).isEqualTo("1001010-1001030 main");
        }
    }

    @Test
    void everyTruncationIsAnsweredInOneLine() throws IOException, LoadException {
        byte[] whole = dbg().build();
        for (int length = 48; length < whole.length; length++) {
            try (Transcript shell = shell(Arrays.copyOf(whole, length))) {
                for (String command : new String[] {"enum", "name main", "addr 1001010", "uw 1001010", "info"}) {
                    for (String line : shell.ask(command)) {
                        assertThat(line.startsWith("error: ") ? line : "error: a.dbg:")
                                .contains("a.dbg:");
                    }
                }
            }
        }
    }
}
