// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.Mutants;
import dev.symkit.testkit.PeImageBuilder;
import dev.symkit.testkit.PortableTablesBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images with a portable PDB inside. */
class EmbeddedPdbTest {
    private static final long BASE = 0x1000000;
    private static final int DATA = 28;

    @TempDir
    Path directory;

    /** One source, two methods: the first with lines 8 and 10 at 0 and 3, the second without lines. */
    private static byte[] pdb() {
        PortableTablesBuilder pdb = new PortableTablesBuilder().referenced(0x06, 2);
        int name = pdb.documentName('/', "src", "a.cs");
        pdb.row(0x30, name, 0, 0, 0);
        int points = pdb.blob(PortableTablesBuilder.compressed(0, 0, 0, 5, 8, 1, 3, 0, 5, 4, 0));
        return pdb.row(0x31, 1, points).row(0x31, 0, 0).build();
    }

    /** The data of the entry: MPDB, u32 size, deflate data. */
    private static byte[] packed(byte[] pdb) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(deflated, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            out.write(pdb);
        }
        return new LittleEndian()
                .text("MPDB")
                .u32(pdb.length)
                .bytes(deflated.toByteArray())
                .toByteArray();
    }

    private static byte[] image(byte[] data) {
        LittleEndian debug =
                new LittleEndian().u32(0).u32(0).u16(0x100).u16(0x100).u32(17);
        debug.u32(data.length).u32(0x2000 + DATA).u32(PeImageBuilder.HEADERS + DATA);
        byte[] section = debug.bytes(data).padTo(0x400).toByteArray();
        return new PeImageBuilder()
                .section(".rdata", 0x2000, section, PeImageBuilder.DATA)
                .directory(6, 0x2000, DATA)
                .build();
    }

    private Transcript shell(byte[] image) throws IOException, LoadException {
        Files.write(directory.resolve("a.dll"), image);
        return new Transcript(directory, BASE).load("a.dll");
    }

    @Test
    void givesSymbolsAndLines() throws IOException, LoadException {
        try (Transcript shell = shell(image(packed(pdb())))) {
            assertThat(shell.names("enum")).containsExactly("$6000001");
            assertThat(shell.ask("addr 1000003").get(0)).isEqualTo("$6000001+3");
            assertThat(shell.ask("addr 1000004")).isEmpty();
            assertThat(shell.field("laddr 1000002", "line")).isEqualTo("8");
            assertThat(shell.field("line a.cs#10", "addr")).isEqualTo("1000003");
            assertThat(shell.ask("dump")).containsExactly("a\t$6000001\t0\tsrc/a.cs\t8");
            assertThat(shell.ask("dump -a")).containsExactly("a\t$6000001\t0\tsrc/a.cs\t8\t\tSymTagFunction");
            assertThat(shell.field("info", "SymType")).isEqualTo("SymPdb");
            assertThat(shell.field("info", "LoadedPdbName"))
                    .isEqualTo(directory.resolve("a.dll").toString());
            assertThat(shell.field("info", "PdbUnmatched")).isEqualTo("false");
        }
    }

    @Test
    void anotherPdbComesFirst() throws IOException, LoadException {
        Files.write(directory.resolve("a.pdb"), new SymbolPdb().build());
        Files.write(directory.resolve("a.dll"), image(packed(pdb())));
        try (Transcript shell = new Transcript(directory, BASE)) {
            shell.ask("symopt +40");
            shell.session().load("a.dll");
            assertThat(shell.field("info", "LoadedPdbName"))
                    .isEqualTo(directory.resolve("a.pdb").toString());
            assertThat(shell.field("info", "PdbUnmatched")).isEqualTo("true");
        }
    }

    @Test
    void aDamagedOneIsAsGoodAsNone() throws IOException, LoadException {
        byte[] pdb = pdb();
        for (int length = 0; length < pdb.length; length++) {
            try (Transcript shell = shell(image(packed(Arrays.copyOf(pdb, length))))) {
                assertThat(shell.ask("elines").size()).isLessThan(5);
            }
        }
        byte[] whole = packed(pdb);
        Mutants mutants = new Mutants(whole).content(0, whole.length);
        int read = 0;
        for (int i = 0; i < 300; i++) {
            try (Transcript shell = shell(image(mutants.mutant(i)))) {
                read += shell.field("info", "SymType").equals("SymPdb") ? 1 : 0;
                shell.ask("dump");
            }
        }
        assertThat(read).isBetween(1, 299);
    }

    @Test
    void methodsOfImagesHaveTheirNames() throws IOException, LoadException {
        Path dll = Corpus.assumePresent()
                .file("managed/csharp-debugtype-embedded/Managed_x64_VS2019_CSharp_DebugType_Embedded.dll");
        try (Transcript shell = new Transcript(directory, BASE).load(dll.toString())) {
            assertThat(shell.names("enum")).containsExactly("Main");
            assertThat(shell.field("name main", "value")).isEqualTo("6000001");
            assertThat(shell.field("laddr " + shell.field("name main", "addr"), "line"))
                    .isEqualTo("8");
            assertThat(shell.ask("dump").get(0))
                    .endsWith("\tMain\t2051\tC:\\C\\x64_VS2019\\Managed_x64_VS2019_CSharp\\Program.cs\t8");
        }
    }
}
