// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeFileTest {
    private static final UUID GUID = UUID.fromString("c9a61ddd-d7e4-4353-a668-e39ac614a7ea");
    private static final int OPTIONAL = PeBuilder.HEADER + 24;

    private static ByteSource source(byte[] file) {
        return ByteSource.of("a.dll", file);
    }

    private static PeFile open(byte[] file) throws IOException {
        return PeFile.open(source(file));
    }

    private static byte[] with(byte[] file, int at, long value) {
        byte[] changed = file.clone();
        System.arraycopy(new LittleEndian().u32(value).toByteArray(), 0, changed, at, 4);
        return changed;
    }

    @Test
    void readsBothSorts() throws IOException {
        for (boolean plus : new boolean[] {true, false}) {
            PeBuilder builder = new PeBuilder().timestamp(0xE914506EL).sizeOfImage(0xFFFFA000L);
            PeFile pe = open((plus ? builder : builder.pe32())
                    .rsds(GUID, 10, "c:\\x\\a.pdb")
                    .build());
            assertThat(pe.isPlus()).isEqualTo(plus);
            assertThat(pe.machine()).isEqualTo(plus ? 0x8664 : 0x14C);
            assertThat(pe.timestamp()).isEqualTo(0xE914506EL);
            assertThat(pe.sizeOfImage()).isEqualTo(0xFFFFA000L);
            assertThat(pe.characteristics()).isEqualTo(0x2022);
            assertThat(pe.sections()).hasSize(1);
            assertThat(pe.sections().get(0).name()).isEqualTo(".rdata");
            assertThat(pe.sections().get(0).characteristics()).isEqualTo(0x40000040);
            assertThat(pe.codeViews()).containsExactly(new CodeView.Rsds(GUID, 10, "c:\\x\\a.pdb"));
        }
    }

    @Test
    void readsEverySortOfCodeViewRecord() throws IOException {
        byte[] noNul =
                new LittleEndian().text("RSDS").guid(GUID).u32(1).text("b.pdb").toByteArray();
        byte[] inside = new LittleEndian().text("NB09").u32(64).toByteArray();
        PeFile pe = open(new PeBuilder()
                .debug(12, new byte[20])
                .nb10(0xFEDCBA98L, 2, "c:/x/a.pdb")
                .portable(GUID, "")
                .debug(DebugEntry.CODEVIEW, noNul)
                .debug(DebugEntry.CODEVIEW, inside)
                .debug(0x7FFFFFFF, new byte[3])
                .build());
        assertThat(pe.debugEntries()).hasSize(6);
        assertThat(pe.debugEntries().get(2).minorVersion()).isEqualTo(0x504D);
        assertThat(pe.codeViews())
                .containsExactly(
                        new CodeView.Nb10(0xFEDCBA98L, 2, "c:/x/a.pdb"),
                        new CodeView.Rsds(GUID, 1, ""),
                        new CodeView.Rsds(GUID, 1, "b.pdb"),
                        new CodeView.Other(0x3930424E));
    }

    @Test
    void leavesOutCodeViewRecordsThatAreTooShort() throws IOException {
        byte[] rsds = new LittleEndian().text("RSDS").guid(GUID).u32(1).toByteArray();
        byte[] nb10 = new LittleEndian().text("NB10").u32(0).u32(1).u32(2).toByteArray();
        PeBuilder builder = new PeBuilder();
        for (byte[] whole : new byte[][] {rsds, nb10}) {
            for (int cut = 0; cut < whole.length; cut++) {
                builder.debug(DebugEntry.CODEVIEW, Arrays.copyOf(whole, cut));
            }
        }
        builder.debug(DebugEntry.CODEVIEW, rsds).debug(DebugEntry.CODEVIEW, nb10);
        assertThat(open(builder.build()).codeViews())
                .containsExactly(new CodeView.Rsds(GUID, 1, ""), new CodeView.Nb10(1, 2, ""));
    }

    @Test
    void leavesOutDebugDataOutsideTheFile() throws IOException {
        byte[] file = new PeBuilder().rsds(GUID, 1, "a.pdb").build();
        int size = PeBuilder.RAW + 16;
        int pointer = PeBuilder.RAW + 24;
        for (long bad : new long[] {file.length, file.length - 8L, 0xFFFFFFFFL}) {
            assertThat(open(with(file, pointer, bad)).codeViews()).isEmpty();
        }
        assertThat(open(with(file, size, 0xFFFFFFFFL)).codeViews()).isEmpty();
        int directory = OPTIONAL + 112 + 6 * 8;
        assertThat(open(with(file, directory, 0x7FFFFFFF)).debugEntries()).isEmpty();
        // A directory said to be longer than the file holds the entries that are there.
        assertThat(open(with(file, directory + 4, 0xFFFFFFFFL)).codeViews()).hasSize(1);
    }

    @Test
    void findsNoDebugDirectoryWhereThereIsNone() throws IOException {
        byte[] file = new PeBuilder().build();
        assertThat(open(file).debugEntries()).isEmpty();
        int directoryCount = OPTIONAL + 108;
        byte[] six = with(new PeBuilder().rsds(GUID, 1, "a.pdb").build(), directoryCount, 6);
        assertThat(open(six).debugEntries()).isEmpty();
    }

    @Test
    void mapsAddressesToFilePositions() throws IOException {
        PeFile pe = open(new PeBuilder().rsds(GUID, 1, "a.pdb").build());
        assertThat(pe.filePosition(0x10)).hasValue(0x10);
        assertThat(pe.filePosition(0x1010)).hasValue(PeBuilder.RAW + 0x10);
        assertThat(pe.filePosition(0x1200)).isEmpty();
        assertThat(pe.filePosition(0xFFFFFFFFL)).isEmpty();
    }

    @Test
    void recognisesImagesOnly() throws IOException {
        byte[] file = new PeBuilder().build();
        assertThat(PeFile.recognise(source(file))).isTrue();
        assertThat(PeFile.recognise(source(new byte[0]))).isFalse();
        byte[] dos = with(file, PeBuilder.HEADER, 0x454E);
        assertThat(PeFile.recognise(source(dos))).isFalse();
        assertThat(PeFile.recognise(source(with(file, 0x3C, 0xFFFFFFFFL)))).isFalse();
        assertThat(PeFile.recognise(source(with(file, 0, 0)))).isFalse();
        assertThatThrownBy(() -> open(dos))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_MAGIC));
    }

    @Test
    void refusesOtherOptionalHeaders() {
        byte[] file = new PeBuilder().build();
        assertThatThrownBy(() -> open(with(file, OPTIONAL, 0x107)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.UNSUPPORTED));
        assertThatThrownBy(() -> open(with(file, OPTIONAL, 0)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_VALUE));
        int optionalSize = PeBuilder.HEADER + 20;
        assertThatThrownBy(() -> open(with(file, optionalSize, 59)))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("a.dll: PE header +0x00000094: an optional header of 59 bytes");
    }

    @Test
    void everyTruncationLeavesTheKeyOrIsReported() throws IOException {
        byte[] file = new PeBuilder().rsds(GUID, 1, "a.pdb").build();
        for (int cut = 0; cut < file.length; cut++) {
            byte[] shorter = Arrays.copyOf(file, cut);
            if (cut < OPTIONAL + 60) {
                FormatException.Kind expected =
                        cut < PeBuilder.HEADER + 4 ? FormatException.Kind.BAD_MAGIC : FormatException.Kind.TRUNCATED;
                assertThatThrownBy(() -> open(shorter))
                        .isInstanceOfSatisfying(
                                FormatException.class, e -> assertThat(e.kind()).isEqualTo(expected));
            } else {
                PeFile pe = open(shorter);
                assertThat(pe.sizeOfImage()).isEqualTo(0xC83000);
                assertThat(pe.codeViews().size()).isLessThanOrEqualTo(1);
            }
        }
    }
}
