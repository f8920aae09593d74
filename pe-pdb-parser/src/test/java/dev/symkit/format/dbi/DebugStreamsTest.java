// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.codeview.FrameData;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.rva.FpoData;
import dev.symkit.format.rva.OmapTable;
import dev.symkit.format.rva.RvaTable;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebugStreamsTest {
    private static final int NONE = 0xFFFF;

    private static DebugStreams open(byte[] file) throws IOException {
        return DbiStream.open(MsfFile.open(ByteSource.of("a.pdb", file)))
                .orElseThrow()
                .debugStreams();
    }

    /** A PDB whose debug header has 12 slots, with stream 5 in one of them. */
    private static DebugStreams only(int slot, byte[] content) throws IOException {
        int[] slots = new int[12];
        Arrays.fill(slots, NONE);
        slots[slot] = 5;
        return open(new DbiBuilder().debugHeader(slots).build(content));
    }

    private static DebugStreams corpus(String path) throws IOException {
        return open(Corpus.assumePresent().bytes(path));
    }

    @Test
    void namesTheSlots() throws IOException {
        DebugStreams debug = open(new DbiBuilder()
                .debugHeader(5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 99)
                .build(new byte[11][0]));
        assertThat(debug.slotCount()).isEqualTo(13);
        assertThat(debug.fpoStream()).hasValue(5);
        assertThat(debug.exceptionStream()).hasValue(6);
        assertThat(debug.fixupStream()).hasValue(7);
        assertThat(debug.omapToSourceStream()).hasValue(8);
        assertThat(debug.omapFromSourceStream()).hasValue(9);
        assertThat(debug.sectionHeaderStream()).hasValue(10);
        assertThat(debug.tokenRidMapStream()).hasValue(11);
        assertThat(debug.xdataStream()).hasValue(12);
        assertThat(debug.pdataStream()).hasValue(13);
        assertThat(debug.frameDataStream()).hasValue(14);
        assertThat(debug.originalSectionHeaderStream()).hasValue(15);
        assertThat(debug.slot(11)).as("no such stream").isEmpty();
        assertThat(debug.slot(12)).as("no such stream").isEmpty();
        assertThat(debug.slot(13)).isEmpty();
        assertThat(debug.xdata()).isEmpty();
        assertThat(debug.fpo().orElseThrow().count()).isZero();
    }

    @Test
    void acceptsAnyNumberOfSlotsUpToALimit() throws IOException {
        DebugStreams few = open(new DbiBuilder().debugHeader(NONE, NONE).build());
        assertThat(few.slotCount()).isEqualTo(2);
        assertThat(few.fpo()).isEmpty();
        assertThat(few.functionEntries()).isEmpty();
        assertThat(few.fixups()).isEmpty();
        assertThat(few.omapToSource()).isEmpty();
        assertThat(few.omapFromSource()).isEmpty();
        assertThat(few.sectionHeaders()).isEmpty();
        assertThat(few.originalSectionHeaders()).isEmpty();
        assertThat(few.tokenRidMap()).isEmpty();
        assertThat(few.pdata()).isEmpty();
        assertThat(few.frameData()).isEmpty();
        assertThatThrownBy(
                        () -> open(new DbiBuilder().debugHeader(new int[1025]).build()))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }

    @Test
    void readsSectionHeaders() throws IOException {
        LittleEndian out = new LittleEndian().text(".text").padTo(8);
        out.u32(1).u32(2).u32(3).u32(4).u32(5).u32(6).u16(7).u16(8).u32(0xE0000020L);
        out.text("12345678").u32(0xFFFFFFFFL).padTo(80);
        List<SectionHeader> expected = List.of(
                new SectionHeader(Name.of(".text"), 1, 2, 3, 4, 5, 6, 7, 8, 0xE0000020L),
                new SectionHeader(Name.of("12345678"), 0xFFFFFFFFL, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(only(5, out.toByteArray()).sectionHeaders()).isEqualTo(expected);
        assertThat(only(10, out.toByteArray()).originalSectionHeaders()).isEqualTo(expected);
    }

    @Test
    void translatesAddressesThroughOmap() throws IOException {
        byte[] map = new LittleEndian()
                .u32(0x1000)
                .u32(0x5000)
                .u32(0x1010)
                .u32(0)
                .u32(0x1020)
                .u32(0x4000)
                .u32(0x3000)
                .u32(0x80000000L)
                .u32(0xFFFFFFF0L)
                .u32(8)
                .toByteArray();
        for (OmapTable omap : List.of(
                only(3, map).omapToSource().orElseThrow(),
                only(4, map).omapFromSource().orElseThrow())) {
            assertThat(omap.count()).isEqualTo(5);
            assertThat(omap.rva(2)).isEqualTo(0x1020);
            assertThat(omap.target(2)).isEqualTo(0x4000);
            assertThat(omap.translate(0xFFF)).isEmpty();
            assertThat(omap.translate(0x1000)).hasValue(0x5000);
            assertThat(omap.translate(0x100F)).hasValue(0x500F);
            assertThat(omap.translate(0x1010)).isEmpty();
            assertThat(omap.translate(0x101F)).isEmpty();
            assertThat(omap.translate(0x2020)).hasValue(0x5000);
            assertThat(omap.translate(0x3004)).isEmpty();
            assertThat(omap.translate(0xFFFFFFFFL)).hasValue(8 + 15);
        }
        byte[] unsorted = new LittleEndian().u32(2).u32(1).u32(1).u32(1).toByteArray();
        assertThatThrownBy(() -> only(3, unsorted).omapToSource())
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("a.pdb: stream 5 +0x00000000: OMAP");
    }

    @Test
    void readsFrames() throws IOException {
        LittleEndian out = new LittleEndian();
        frame(out, 0x1000, 0x40, 4);
        frame(out, 0x1004, 0x3C, 0);
        frame(out, 0x1008, 0x08, 0);
        frame(out, 0x2000, 0x10, 5);
        RvaTable<FrameData> table = only(9, out.toByteArray()).frameData().orElseThrow();
        assertThat(table.count()).isEqualTo(4);
        assertThat(table.get(3)).isEqualTo(new FrameData(0x2000, 0x10, 1, 2, 3, 0x80000001L, 5, 6, 5));
        assertThat(FrameRanges.covering(table, 0xFFF)).isEmpty();
        assertThat(FrameRanges.covering(table, 0x1003)).contains(table.get(0));
        assertThat(FrameRanges.covering(table, 0x1008)).contains(table.get(2));
        assertThat(FrameRanges.covering(table, 0x1010)).contains(table.get(1));
        assertThat(FrameRanges.covering(table, 0x1040)).isEmpty();
        assertThat(FrameRanges.covering(table, 0x2010)).isEmpty();
    }

    @Test
    void ofSeveralFramesInOnePlaceTheFirstCounts() throws IOException {
        LittleEndian out = new LittleEndian();
        frame(out, 0x1000, 0x20, 4);
        frame(out, 0x1000, 0x10, 4);
        frame(out, 0x1000, 0x10, 5);
        RvaTable<FrameData> table = only(9, out.toByteArray()).frameData().orElseThrow();
        assertThat(FrameRanges.covering(table, 0x1008)).contains(table.get(1));
    }

    private static void frame(LittleEndian out, int rva, int size, int flags) {
        out.u32(rva)
                .u32(size)
                .u32(1)
                .u32(2)
                .u32(3)
                .u32(0x80000001L)
                .u16(5)
                .u16(6)
                .u32(flags);
    }

    @Test
    void readsTheOtherTables() throws IOException {
        byte[] fpo = new LittleEndian()
                .u32(0x1000)
                .u32(0x20)
                .u32(3)
                .u16(4)
                .u16(0xDD12)
                .toByteArray();
        FpoData entry = only(0, fpo).fpo().orElseThrow().get(0);
        assertThat(entry).isEqualTo(new FpoData(0x1000, 0x20, 3, 4, 0xDD12));
        assertThat(entry.prologBytes()).isEqualTo(0x12);
        assertThat(entry.savedRegisters()).isEqualTo(5);
        assertThat(entry.hasSeh()).isTrue();
        assertThat(entry.usesEbp()).isTrue();
        assertThat(entry.frame()).isEqualTo(3);
        assertThat(entry.covers(0x101F)).isTrue();
        assertThat(entry.covers(0x1020)).isFalse();
        byte[] function = new LittleEndian().u32(1).u32(2).u32(0xFFFFFFFFL).toByteArray();
        assertThat(only(1, function).functionEntries().orElseThrow().get(0))
                .isEqualTo(new FunctionEntry(1, 2, 0xFFFFFFFFL));
        byte[] tokens = new LittleEndian().u32(9).u32(0xFFFFFFFFL).toByteArray();
        TokenRidMap map = only(6, tokens).tokenRidMap().orElseThrow();
        assertThat(map.count()).isEqualTo(2);
        assertThat(map.get(1)).isEqualTo(0xFFFFFFFFL);
    }

    @Test
    void walksFixups() throws IOException {
        LittleEndian out = new LittleEndian();
        List<Fixup> expected = new ArrayList<>();
        for (int i = 0; i < 9000; i++) {
            out.u16(6).u16(i).u32(0xF0000000L + i).u32(0xE0000000L);
            expected.add(new Fixup(6, i, 0xF0000000L + i, 0xE0000000L));
        }
        List<Fixup> all = new ArrayList<>();
        for (FixupWalk walk = only(2, out.toByteArray()).fixups().orElseThrow(); walk.next(); ) {
            assertThat(walk.type()).isEqualTo(6);
            all.add(walk.decode());
        }
        assertThat(all).isEqualTo(expected);
    }

    @Test
    void readsTheHeadsOfUnwindData() throws IOException {
        byte[] small = new LittleEndian().u32(1).u32(12).u32(4).u32(99).toByteArray();
        assertThat(only(7, small).xdata())
                .contains(new UnwindBlob(1, 12, 4, OptionalLong.empty(), OptionalLong.empty()));
        byte[] large = new LittleEndian()
                .u32(1)
                .u32(32)
                .u32(4)
                .u32(0x5000)
                .u32(0x40000000)
                .u32(1)
                .padTo(36)
                .toByteArray();
        assertThat(only(8, large).pdata())
                .contains(new UnwindBlob(1, 32, 4, OptionalLong.of(0x5000), OptionalLong.of(0x140000000L)));
        for (byte[] bad : List.of(
                Arrays.copyOf(small, 15),
                Arrays.copyOf(small, 11),
                new LittleEndian().u32(1).padTo(12).toByteArray())) {
            assertThatThrownBy(() -> only(7, bad).xdata()).isInstanceOf(FormatException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 9, 10})
    void refusesAPartOfARecord(int slot) {
        assertThatThrownBy(() -> {
                    DebugStreams debug = only(slot, new byte[121]);
                    debug.fpo();
                    debug.functionEntries();
                    debug.fixups();
                    debug.omapToSource();
                    debug.omapFromSource();
                    debug.sectionHeaders();
                    debug.tokenRidMap();
                    debug.frameData();
                    debug.originalSectionHeaders();
                })
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_VALUE))
                .hasMessageStartingWith("a.pdb: stream 5 +0x00000000: 121 bytes");
    }

    /** Sizes are those of the manifest. */
    @ParameterizedTest
    @CsvSource({
        "native/x86-omap/omap_stretched.pdb, 16728, 11392, 7320",
        "native/x86-omap-pair/test_vtables_omap.dll.pdb, 29412, 11416, 9824"
    })
    void translatesEveryAddressOfRealFilesThereAndBack(String path, int fixups, int to, int from) throws IOException {
        DebugStreams debug = corpus(path);
        OmapTable toSource = debug.omapToSource().orElseThrow();
        OmapTable fromSource = debug.omapFromSource().orElseThrow();
        assertThat(toSource.count() * 8).isEqualTo(to);
        assertThat(fromSource.count() * 8).isEqualTo(from);
        int count = 0;
        for (FixupWalk walk = debug.fixups().orElseThrow(); walk.next(); ) {
            count++;
        }
        assertThat(count * 12).isEqualTo(fixups);
        int same = 0;
        for (int i = 0; i < fromSource.count(); i++) {
            OptionalLong image = fromSource.translate(fromSource.rva(i));
            if (image.isPresent()) {
                OptionalLong back = toSource.translate(image.getAsLong());
                same += back.isPresent() && back.getAsLong() == fromSource.rva(i) ? 1 : 0;
            }
        }
        assertThat(same).isGreaterThan(fromSource.count() / 2);
    }

    @Test
    void readsTheUnwindDataOfARealFile() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int found = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (row.facts().contains("XDATA:404,PDATA:440") && row.path().endsWith(".pdb")) {
                DebugStreams debug = corpus(row.path());
                UnwindBlob xdata = debug.xdata().orElseThrow();
                UnwindBlob pdata = debug.pdata().orElseThrow();
                assertThat(xdata.version()).isEqualTo(1);
                assertThat(xdata.headerSize() + xdata.dataSize()).isEqualTo(404);
                assertThat(pdata.headerSize() + pdata.dataSize()).isEqualTo(440);
                found++;
            }
        }
        assertThat(found).isPositive();
    }
}
