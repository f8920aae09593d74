// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.Slice;
import dev.symkit.format.rva.FpoData;
import dev.symkit.format.rva.RvaTable;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class DebugDataTest {
    private static final UUID GUID = UUID.fromString("c9a61ddd-d7e4-4353-a668-e39ac614a7ea");

    private static DebugData decode(int type, byte[] data) throws IOException {
        PeFile pe = PeFile.open(
                ByteSource.of("a.dll", new PeBuilder().debug(type, data).build()));
        return pe.debugData(pe.debugEntries().get(0)).orElseThrow();
    }

    private static DebugData decode(int type, LittleEndian data) throws IOException {
        return decode(type, data.toByteArray());
    }

    private static Slice slice(int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return Slice.copyOf(copy, 0, copy.length);
    }

    @Test
    void decodesSmallTypes() throws IOException {
        assertThat(decode(2, new LittleEndian().text("RSDS").guid(GUID).u32(2).text("a.pdb")))
                .isEqualTo(new DebugData.CodeViewRecord(new CodeView.Rsds(GUID, 2, "a.pdb")));
        assertThat(decode(
                        4,
                        new LittleEndian()
                                .u32(1)
                                .u32(20)
                                .u8(0)
                                .padTo(12)
                                .nulTerminated("a.dbg")
                                .pad(4)))
                .isEqualTo(new DebugData.Misc(1, false, "a.dbg"));
        byte[] wide = "a.dbg\0".getBytes(UTF_16LE);
        assertThat(decode(4, new LittleEndian().u32(1).u32(24).u8(1).padTo(12).bytes(wide)))
                .isEqualTo(new DebugData.Misc(1, true, "a.dbg"));
        assertThat(decode(12, new LittleEndian().u32(1).u32(2).u32(3).u32(4).u32(5)))
                .isEqualTo(new DebugData.VcFeature(1, 2, 3, 4, 5));
        assertThat(decode(12, new LittleEndian().u32(1).u32(2))).isEqualTo(new DebugData.VcFeature(1, 2, 0, 0, 0));
        assertThat(decode(16, new byte[0])).isEqualTo(new DebugData.Repro(Slice.EMPTY));
        assertThat(decode(16, new LittleEndian().u32(2).u8(7).u8(8).u8(9))).isEqualTo(new DebugData.Repro(slice(7, 8)));
        assertThat(decode(19, new LittleEndian().nulTerminated("SHA256").u8(1).u8(2)))
                .isEqualTo(new DebugData.PdbChecksum("SHA256", slice(1, 2)));
        assertThat(decode(20, new LittleEndian().u32(0x41))).isEqualTo(new DebugData.ExDllCharacteristics(0x41));
        assertThat(decode(21, new LittleEndian().text("R2RM").guid(GUID).u32(1).nulTerminated("a.r2rmap")))
                .isEqualTo(new DebugData.R2rPerfMap(GUID, 1, "a.r2rmap"));
        assertThat(decode(
                        1,
                        new LittleEndian()
                                .u32(1)
                                .u32(2)
                                .u32(3)
                                .u32(4)
                                .u32(5)
                                .u32(6)
                                .u32(7)
                                .u32(8)))
                .isEqualTo(new DebugData.CoffSymbols(1, 2, 3, 4, 5, 6, 7, 8));
    }

    @Test
    void keepsOtherTypes() throws IOException {
        assertThat(decode(14, new byte[0])).isEqualTo(new DebugData.Raw(14, Slice.EMPTY));
        assertThat(decode(10, new byte[] {1, 2})).isEqualTo(new DebugData.Raw(10, slice(1, 2)));
        assertThat(decode(-2, new byte[] {1})).isEqualTo(new DebugData.Raw(0xFFFFFFFEL, slice(1)));
        assertThat(new DebugEntry(0, 0, 0, 17, 0, 0, 0).typeName()).isEqualTo("EMBEDDED_PORTABLE_PDB");
        assertThat(new DebugEntry(0, 0, 0, 0xFFFFFFFFL, 0, 0, 0).typeName()).isEqualTo("4294967295");
    }

    @Test
    void decodesPogoParts() throws IOException {
        LittleEndian data = new LittleEndian().text("LTCG");
        data.u32(0x1000).u32(0x20).nulTerminated(".text$mn").pad(4);
        data.u32(0x2000).u32(8).nulTerminated(".idata$5").pad(4);
        assertThat(decode(13, data))
                .isEqualTo(new DebugData.Pogo(
                        0x4743544C,
                        List.of(
                                new DebugData.PogoPart(0x1000, 0x20, ".text$mn"),
                                new DebugData.PogoPart(0x2000, 8, ".idata$5"))));
    }

    @Test
    void decodesAddressMaps() throws IOException {
        LittleEndian data = new LittleEndian()
                .u32(0x1000)
                .u32(0x2000)
                .u32(0x1010)
                .u32(0)
                .u32(0x1020)
                .u32(0x3000)
                .u32(0x1030)
                .u32(0x80000000L);
        DebugData.Omap omap = (DebugData.Omap) decode(8, data.u16(9));
        assertThat(omap.fromSource()).isTrue();
        assertThat(omap.table().count()).isEqualTo(4);
        assertThat(omap.table().translate(0xFFF)).isEmpty();
        assertThat(omap.table().translate(0x1008)).hasValue(0x2008);
        assertThat(omap.table().translate(0x1010)).isEmpty();
        assertThat(omap.table().translate(0x1024)).hasValue(0x3004);
        assertThat(omap.table().translate(0x1034)).isEmpty();
        assertThat(((DebugData.Omap) decode(7, data)).fromSource()).isFalse();
        assertThatThrownBy(() -> omap.table().rva(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void takesAnAddressMapThatIsNotSorted() throws IOException {
        LittleEndian data = new LittleEndian().u32(0x2000).u32(0x10).u32(0x1000).u32(0x20);
        assertThat(((DebugData.Omap) decode(7, data)).table().translate(0x1004)).hasValue(0x24);
    }

    @Test
    void decodesFpoRecords() throws IOException {
        LittleEndian data = new LittleEndian();
        data.u32(0x1000).u32(0x40).u32(3).u16(2).u8(9).u8(0b1101_1011);
        data.u32(0x1040).u32(0x10).u32(0).u16(0).u8(0).u8(0);
        RvaTable<FpoData> table = ((DebugData.Fpo) decode(3, data.u16(0))).table();
        assertThat(table.count()).isEqualTo(2);
        FpoData first = table.get(0);
        assertThat(first).isEqualTo(new FpoData(0x1000, 0x40, 3, 2, 0b1101_1011_0000_1001));
        assertThat(first.prologBytes()).isEqualTo(9);
        assertThat(first.savedRegisters()).isEqualTo(3);
        assertThat(first.hasSeh()).isTrue();
        assertThat(first.usesEbp()).isTrue();
        assertThat(first.frame()).isEqualTo(3);
        assertThat(first.covers(0x103F)).isTrue();
        assertThat(first.covers(0x1040)).isFalse();
        assertThat(table.floor(0x103F)).hasValue(0);
        assertThat(table.floor(0x1050)).hasValue(1);
        assertThat(table.floor(0xFFF)).isEmpty();
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] result = new byte[content.length + 64];
        int length = deflater.deflate(result);
        deflater.end();
        return Arrays.copyOf(result, length);
    }

    @Test
    void unpacksAnEmbeddedPdb() throws IOException {
        byte[] pdb = new LittleEndian().text("BSJB").padTo(5000).toByteArray();
        byte[] deflated = deflate(pdb);
        assertThat(inflate(pdb.length, deflated)).isEqualTo(pdb);
        for (long wrong : new long[] {0, 4999, 5001}) {
            assertThatThrownBy(() -> inflate(wrong, deflated))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("a.dll: debug data of type 17 +0x00000424");
        }
        assertThatThrownBy(() -> inflate(0x7FFFFFFF, deflated))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
        assertThatThrownBy(() -> inflate(8, new byte[] {7, 7, 7})).isInstanceOf(FormatException.class);
    }

    private static byte[] inflate(long size, byte[] deflated) throws IOException {
        return ((DebugData.EmbeddedPortablePdb)
                        decode(17, new LittleEndian().text("MPDB").u32(size).bytes(deflated)))
                .inflate();
    }

    @Test
    void reportsEveryTruncationOfATypeWithFixedFields() throws IOException {
        int[] types = {1, 3, 4, 7, 12, 13, 16, 17, 19, 20, 21};
        byte[] whole = new LittleEndian().text("R2RM").u32(3).padTo(40).toByteArray();
        for (int type : types) {
            for (int cut = 0; cut < whole.length; cut++) {
                var entry = new DebugEntry(0, 0, 0, type, cut, 0, 0);
                try {
                    Optional<DebugData> data = DebugData.decode(
                            entry, new ByteCursor(whole, 0, cut, new Origin("a.dll", "debug data", 0)));
                    assertThat(data).isPresent();
                } catch (FormatException e) {
                    assertThat(e.offset()).isBetween(0L, (long) cut);
                }
            }
        }
    }

    @Test
    void dataOutsideTheFileIsLeftOut() throws IOException {
        PeFile pe = PeFile.open(ByteSource.of("a.dll", new PeBuilder().build()));
        assertThat(pe.debugData(new DebugEntry(0, 0, 0, 20, 4, 0, 0xFFFFFFF0L))).isEmpty();
        assertThat(pe.debugData(new DebugEntry(0, 0, 0, 20, 0xFFFFFFFFL, 0, 0))).isEmpty();
        assertThat(pe.debugData(new DebugEntry(0, 0, 0, 2, 3, 0, 0))).isEmpty();
    }

    @Test
    void readsTheEmbeddedPdbsOfTheCorpus() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        for (String path : List.of(
                "managed/csharp-debugtype-embedded/Managed_x64_VS2019_CSharp_DebugType_Embedded.dll",
                "managed/symreader/SourceLink.Embedded.dll",
                "managed/embedded-ppdb/Sentry.Samples.Console.Basic-embedded-ppdb.dll")) {
            PeFile pe = PeFile.open(ByteSource.of(path, corpus.bytes(path)));
            int found = 0;
            for (DebugEntry entry : pe.debugEntries()) {
                if (pe.debugData(entry).orElseThrow() instanceof DebugData.EmbeddedPortablePdb pdb) {
                    assertThat(new String(pdb.inflate(), 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
                            .isEqualTo("BSJB");
                    found++;
                }
            }
            assertThat(found).as(path).isEqualTo(1);
        }
    }

    @Test
    void readsTheWholeDbgFile() throws IOException {
        byte[] names = new LittleEndian()
                .nulTerminated("first")
                .nulTerminated("second")
                .pad(4)
                .toByteArray();
        byte[] nb10 = new LittleEndian()
                .text("NB10")
                .u32(0)
                .u32(5)
                .u32(6)
                .nulTerminated("a.pdb")
                .toByteArray();
        LittleEndian out = new LittleEndian().text("DI").u16(0x8000).u16(0x14C).u16(0x0302);
        out.u32(0x37CDB039)
                .u32(0xFFFFFFFEL)
                .u32(0x400000)
                .u32(0x62040)
                .u32(1)
                .u32(names.length)
                .u32(28);
        out.u32(0x1000).padTo(48);
        out.text(".text")
                .padTo(56)
                .u32(0x10)
                .u32(0x1000)
                .u32(0x200)
                .u32(0x400)
                .padTo(84)
                .u32(0x60000020);
        out.bytes(names);
        int data = out.size() + 28;
        out.u32(0).u32(0).u32(0).u32(2).u32(nb10.length).u32(0).u32(data).bytes(nb10);
        byte[] file = out.toByteArray();
        DbgContent dbg = DbgContent.open(ByteSource.of("a.dbg", file));
        assertThat(dbg.header()).isEqualTo(new DbgFile(0x14C, 0x0302, 0x37CDB039L, 0x62040, 1));
        assertThat(dbg.flags()).isEqualTo(0x8000);
        assertThat(dbg.checksum()).isEqualTo(0xFFFFFFFEL);
        assertThat(dbg.imageBase()).isEqualTo(0x400000);
        assertThat(dbg.sectionAlignment()).isEqualTo(0x1000);
        assertThat(dbg.sections()).containsExactly(new Section(".text", 0x10, 0x1000, 0x200, 0x400, 0x60000020));
        assertThat(dbg.exportedNames()).containsExactly(Name.of("first"), Name.of("second"));
        assertThat(dbg.codeViews()).containsExactly(new CodeView.Nb10(5, 6, "a.pdb"));
        assertThat(dbg.debugData(dbg.debugEntries().get(0))).isPresent();
        for (int cut = DbgFile.HEADER_SIZE; cut < file.length; cut++) {
            DbgContent part = DbgContent.open(ByteSource.of("a.dbg", Arrays.copyOf(file, cut)));
            assertThat(part.sections().size()).isEqualTo(cut < 88 ? 0 : 1);
            assertThat(part.exportedNames().size()).isLessThanOrEqualTo(2);
            assertThat(part.codeViews()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void readsTheDbgFileOfTheCorpus() throws IOException {
        String path = "dbg-synthetic/split.dbg";
        DbgContent dbg =
                DbgContent.open(ByteSource.of(path, Corpus.assumePresent().bytes(path)));
        assertThat(dbg.sections()).hasSize((int) dbg.header().sectionCount());
        assertThat(dbg.debugEntries()).isNotEmpty();
        for (DebugEntry entry : dbg.debugEntries()) {
            assertThat(dbg.debugData(entry)).isPresent();
        }
    }
}
