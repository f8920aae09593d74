// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeTablesTest {
    private static final int RVA = 0x1000;

    private static PeFile image(int directory, byte[] section) throws IOException {
        return image(directory, section, section.length);
    }

    private static PeFile image(int directory, byte[] section, int size) throws IOException {
        return PeFile.open(ByteSource.of(
                "a.dll",
                new PeImageBuilder()
                        .section(".rdata", RVA, section, PeImageBuilder.DATA)
                        .directory(directory, RVA, size)
                        .build()));
    }

    private static byte[] exports() {
        LittleEndian out = new LittleEndian();
        out.u32(0).u32(0x11223344).u32(0).u32(RVA + 100).u32(5).u32(4).u32(3);
        out.u32(RVA + 40).u32(RVA + 56).u32(RVA + 68);
        out.u32(0x5000).u32(RVA + 120).u32(0).u32(0x6000); // functions of ordinals 5 to 8
        out.u32(RVA + 106).u32(RVA + 110).u32(RVA + 114); // names
        out.u16(0).u16(1).u16(0).padTo(100);
        out.nulTerminated("a.dll")
                .nulTerminated("one")
                .nulTerminated("two")
                .nulTerminated("uno")
                .padTo(120);
        return out.nulTerminated("NTDLL.Rtl").toByteArray();
    }

    @Test
    void readsExports() throws IOException {
        Exports exports = Exports.read(image(DataDirectory.EXPORT, exports())).orElseThrow();
        assertThat(exports.name()).isEqualTo(Name.of("a.dll"));
        assertThat(exports.timestamp()).isEqualTo(0x11223344);
        assertThat(exports.ordinalBase()).isEqualTo(5);
        assertThat(exports.entries())
                .containsExactly(
                        new Exports.Export(5, Name.of("one"), 0x5000, Optional.empty()),
                        new Exports.Export(5, Name.of("uno"), 0x5000, Optional.empty()),
                        new Exports.Export(6, Name.of("two"), RVA + 120, Optional.of(Name.of("NTDLL.Rtl"))),
                        new Exports.Export(8, Name.EMPTY, 0x6000, Optional.empty()));
        assertThat(Exports.read(image(DataDirectory.IMPORT, exports()))).isEmpty();
    }

    @Test
    void exportTablesMustBeThere() throws IOException {
        byte[] section = exports();
        for (int field : new int[] {28, 32, 36}) {
            byte[] damaged = section.clone();
            damaged[field + 3] = 0x70;
            assertThatThrownBy(() -> Exports.read(image(DataDirectory.EXPORT, damaged)))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
        }
        for (int field : new int[] {20, 24}) {
            byte[] many = section.clone();
            many[field + 3] = 0x10;
            assertThatThrownBy(() -> Exports.read(image(DataDirectory.EXPORT, many)))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
        }
    }

    @Test
    void namesOutsideTheFileAreEmptyAndLongOnesAreRefused() throws IOException {
        byte[] section = exports();
        section[59] = 0x70; // the first name
        assertThat(Exports.read(image(DataDirectory.EXPORT, section))
                        .orElseThrow()
                        .entries()
                        .get(0)
                        .name())
                .isEqualTo(Name.EMPTY);
        byte[] longName = Arrays.copyOf(exports(), 100_000);
        Arrays.fill(longName, 106, longName.length, (byte) 'x');
        assertThatThrownBy(() -> Exports.read(image(DataDirectory.EXPORT, longName)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }

    private static LittleEndian block(int valueLength, int type, String key, byte[] rest) {
        LittleEndian out = new LittleEndian();
        byte[] name = (key + "\0").getBytes(UTF_16LE);
        int padded = (6 + name.length + 3) / 4 * 4;
        out.u16(padded + rest.length).u16(valueLength).u16(type).bytes(name).padTo(padded);
        return out.bytes(rest);
    }

    private static byte[] version() {
        byte[] name =
                block(4, 1, "ProductName", "kit\0".getBytes(UTF_16LE)).pad(4).toByteArray();
        byte[] other = block(3, 1, "Comments", "ab\0".getBytes(UTF_16LE)).toByteArray();
        byte[] table = block(
                        0,
                        1,
                        "040904B0",
                        new LittleEndian().bytes(name).bytes(other).toByteArray())
                .pad(4)
                .toByteArray();
        byte[] strings = block(0, 1, "StringFileInfo", table).toByteArray();
        byte[] vars = block(0, 1, "VarFileInfo", new byte[0]).toByteArray();
        LittleEndian fixed = new LittleEndian();
        fixed.u32(0xFEEF04BDL)
                .u32(0x10000)
                .u16(2)
                .u16(1)
                .u16(4)
                .u16(3)
                .u16(6)
                .u16(5)
                .u16(8)
                .u16(7);
        fixed.u32(0x3F).u32(0xC1).u32(0x40004).u32(2).padTo(52);
        return block(
                        52,
                        0,
                        "VS_VERSION_INFO",
                        fixed.bytes(vars).pad(4).bytes(strings).toByteArray())
                .toByteArray();
    }

    private static byte[] resources() {
        byte[] version = version();
        LittleEndian out = new LittleEndian();
        out.padTo(12).u16(0).u16(2);
        out.u32(10).u32(0x80000000L + 0x20).u32(16).u32(0x80000000L + 0x50);
        out.padTo(0x20 + 12).u16(1).u16(0).u32(0x80000000L + 0xA0).u32(0x80000000L + 0x38);
        out.padTo(0x38 + 12).u16(0).u16(1).padTo(0x38 + 16);
        // the directories of type 10 and 16 share the leaf directories that follow
        byte[] head = out.toByteArray();
        LittleEndian tree = new LittleEndian().bytes(Arrays.copyOf(head, 0x38));
        tree.padTo(0x50 + 12).u16(0).u16(1).u32(1).u32(0x80000000L + 0x68);
        tree.padTo(0x68 + 12).u16(0).u16(1).u32(0x409).u32(0x80);
        tree.padTo(0x80).u32(RVA + 0xC0).u32(version.length).u32(1252).u32(0);
        tree.padTo(0xA0).u16(3).bytes("CAB".getBytes(UTF_16LE)).padTo(0xC0).bytes(version);
        byte[] result = tree.toByteArray();
        result[0x34] = 0x68; // type 10 has the same languages
        return result;
    }

    @Test
    void listsResources() throws IOException {
        PeFile pe = image(DataDirectory.RESOURCE, resources());
        assertThat(Resources.list(pe, Resources.RCDATA))
                .containsExactly(new Resources.Resource(
                        new Resources.Id(10, ""),
                        new Resources.Id(-1, "CAB"),
                        new Resources.Id(0x409, ""),
                        RVA + 0xC0,
                        version().length,
                        1252));
        assertThat(Resources.list(pe, Resources.VERSION)).hasSize(1);
        assertThat(Resources.list(pe, 3)).isEmpty();
        assertThat(new Resources.Id(-1, "CAB")).hasToString("CAB");
        assertThat(new Resources.Id(5, "")).hasToString("5");
    }

    @Test
    void readsTheVersion() throws IOException {
        VersionInfo version =
                VersionInfo.read(image(DataDirectory.RESOURCE, resources())).orElseThrow();
        VersionInfo.Fixed fixed = version.fixed().orElseThrow();
        assertThat(fixed.fileVersion()).hasToString("1.2.3.4");
        assertThat(fixed.productVersion()).hasToString("5.6.7.8");
        assertThat(fixed.flags()).isEqualTo(1);
        assertThat(fixed.type()).isEqualTo(2);
        assertThat(version.strings())
                .containsExactly(
                        new VersionInfo.Text("040904B0", "ProductName", "kit"),
                        new VersionInfo.Text("040904B0", "Comments", "ab"));
        assertThat(version.string("ProductName")).hasValue("kit");
        assertThat(version.string("Missing")).isEmpty();
    }

    @Test
    void everyTruncationAndFlipInResourcesIsSafe() throws IOException {
        byte[] section = resources();
        for (int at = 0; at < section.length; at++) {
            for (int change : new int[] {1, 0x80, 0xFF}) {
                byte[] damaged = section.clone();
                damaged[at] ^= (byte) change;
                PeFile pe = image(DataDirectory.RESOURCE, damaged);
                try {
                    assertThat(VersionInfo.read(pe)).isNotNull();
                } catch (FormatException e) {
                    assertThat(e.offset()).isNotNegative();
                }
            }
        }
    }

    @Test
    void readsTheClrHeader() throws IOException {
        LittleEndian out = new LittleEndian()
                .u32(72)
                .u16(2)
                .u16(5)
                .u32(RVA + 80)
                .u32(8)
                .u32(9)
                .u32(0x06000001);
        out.u32(1)
                .u32(2)
                .u32(3)
                .u32(4)
                .padTo(64)
                .u32(RVA + 88)
                .u32(4)
                .padTo(80)
                .text("BSJB")
                .padTo(88)
                .text("RTR");
        PeFile pe = image(DataDirectory.CLR, out.u8(0).toByteArray(), 72);
        ClrHeader header = ClrHeader.read(pe).orElseThrow();
        assertThat(header)
                .isEqualTo(new ClrHeader(
                        2,
                        5,
                        new DataDirectory(RVA + 80, 8),
                        9,
                        0x06000001,
                        new DataDirectory(1, 2),
                        new DataDirectory(3, 4),
                        new DataDirectory(RVA + 88, 4)));
        assertThat(header.isPrecompiled()).isTrue();
        assertThat(header.isReadyToRun(pe)).isTrue();
        assertThat(header.metadataPosition(pe)).hasValue(PeImageBuilder.HEADERS + 80);
        assertThat(ClrHeader.read(image(DataDirectory.IMPORT, new byte[72]))).isEmpty();
    }

    @Test
    void readsTheTablesOfTheCorpus() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        PeFile managed = open(corpus, "managed/symreader/SourceLink.dll");
        ClrHeader clr = ClrHeader.read(managed).orElseThrow();
        long metadata = clr.metadataPosition(managed).orElseThrow();
        assertThat(managed.source().cursor("metadata root", metadata, 4).i32()).isEqualTo(0x424A5342);
        assertThat(clr.isPrecompiled()).isFalse();
        PeFile native1 = open(corpus, "managed/ngen/internal.io.filesystem.primitives.ni.dll");
        assertThat(ClrHeader.read(native1).orElseThrow().isPrecompiled()).isTrue();
        VersionInfo version = VersionInfo.read(managed).orElseThrow();
        assertThat(version.fixed()).isPresent();
        assertThat(version.string("OriginalFilename")).isPresent();
        Exports exports = Exports.read(open(corpus, "native/x86-fpo-types/test_types.dll"))
                .orElseThrow();
        assertThat(exports.entries()).extracting(Exports.Export::name).containsExactly(Name.of("DummyExport"));
    }

    private static PeFile open(Corpus corpus, String path) throws IOException {
        return PeFile.open(ByteSource.of(path, corpus.bytes(path)));
    }
}
