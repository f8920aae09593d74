// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeHeadersTest {
    private static final byte[] DATA = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static PeImageBuilder image() {
        return new PeImageBuilder()
                .entryPoint(0x1010)
                .section(".text", 0x1000, DATA, PeImageBuilder.CODE)
                .section(".rdata", 0x2000, DATA, PeImageBuilder.DATA)
                .directory(DataDirectory.EXPORT, 0x2004, 8);
    }

    @Test
    void readsTheOptionalHeader() throws IOException {
        for (boolean plus : new boolean[] {true, false}) {
            PeImageBuilder builder = plus ? image() : image().pe32();
            OptionalHeader header =
                    PeFile.open(ByteSource.of("a.dll", builder.build())).optionalHeader();
            assertThat(header.plus()).isEqualTo(plus);
            assertThat(header.linkerVersion()).isEqualTo(new OptionalHeader.Version(14, 29));
            assertThat(header.entryPoint()).isEqualTo(0x1010);
            assertThat(header.imageBase()).isEqualTo(plus ? 0x180000000L : 0x10000000L);
            assertThat(header.sectionAlignment()).isEqualTo(0x1000);
            assertThat(header.fileAlignment()).isEqualTo(0x200);
            assertThat(header.systemVersion()).isEqualTo(new OptionalHeader.Version(6, 1));
            assertThat(header.imageVersion()).isEqualTo(new OptionalHeader.Version(2, 3));
            assertThat(header.subsystemVersion()).isEqualTo(new OptionalHeader.Version(6, 2));
            assertThat(header.sizeOfHeaders()).isEqualTo(0x400);
            assertThat(header.subsystem()).isEqualTo(3);
            assertThat(header.dllCharacteristics()).isEqualTo(0x8160);
            assertThat(header.directories()).hasSize(16);
        }
    }

    @Test
    void fieldsBeyondTheHeaderAreZero() throws IOException {
        byte[] file = Arrays.copyOf(image().build(), PeImageBuilder.OPTIONAL + 60);
        PeFile pe = PeFile.open(ByteSource.of("a.dll", file));
        assertThat(pe.sizeOfImage()).isEqualTo(0x100000);
        assertThat(pe.optionalHeader().sizeOfHeaders()).isZero();
        assertThat(pe.optionalHeader().directories()).isEmpty();
        assertThat(pe.directory(DataDirectory.EXPORT)).isEmpty();
    }

    @Test
    void readsByAddressInBothLayouts() throws IOException {
        for (ImageLayout layout : ImageLayout.values()) {
            byte[] bytes = layout == ImageLayout.FILE ? image().build() : image().buildLoaded();
            PeFile pe = PeFile.open(ByteSource.of("a.dll", bytes), layout);
            assertThat(pe.layout()).isEqualTo(layout);
            assertThat(pe.directory(DataDirectory.EXPORT)).hasValue(new DataDirectory(0x2004, 8));
            assertThat(new String(pe.cursor("x", 0x2004, 4).bytes(4), java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("4567");
            assertThat(pe.section(0x1004)).map(Section::name).hasValue(".text");
            assertThat(pe.section(0x5000)).isEmpty();
            assertThat(pe.available(0x9000)).isZero();
            assertThat(pe.available(-1)).isZero();
            assertThat(pe.hasExecutableCode()).isTrue();
            assertThatThrownBy(() -> pe.cursor("table", 0x9000, 4))
                    .isInstanceOf(FormatException.class)
                    .hasMessage(
                            "a.dll: table +0x00000000: 4 bytes are needed at RVA 0x00009000, the image has 0 there");
        }
        PeFile file = PeFile.open(ByteSource.of("a.dll", image().build()));
        assertThat(file.available(0x10)).isEqualTo(0x400 - 0x10);
        assertThat(file.available(0x2004)).isEqualTo(0x200 - 4);
    }

    @Test
    void debugDataOfALoadedImageLiesAtItsAddress() throws IOException {
        byte[] file = new PeBuilder().rsds(new UUID(1, 2), 3, "a.pdb").build();
        byte[] loaded = Arrays.copyOf(Arrays.copyOf(file, PeBuilder.RAW), 0x2000);
        System.arraycopy(file, PeBuilder.RAW, loaded, 0x1000, file.length - PeBuilder.RAW);
        PeFile pe = PeFile.open(ByteSource.of("a.dll", loaded), ImageLayout.MEMORY);
        assertThat(pe.codeViews()).containsExactly(new CodeView.Rsds(new UUID(1, 2), 3, "a.pdb"));
        assertThat(PeFile.open(ByteSource.of("a.dll", loaded)).codeViews()).isEmpty();
    }

    @Test
    void manySectionsAreSearchedLikeFewOnes() throws IOException {
        LittleEndian table = new LittleEndian();
        int count = 300;
        for (int i = 0; i < count; i++) {
            long rva = (i * 7919L) % 5000;
            int at = table.size();
            table.text("s" + i)
                    .padTo(at + 8)
                    .u32(i % 13 * 40L)
                    .u32(rva)
                    .u32(i % 7 * 30L)
                    .padTo(at + 40);
        }
        byte[] headers = table.toByteArray();
        var sections = PeHeaders.sections(new dev.symkit.format.io.ByteCursor(
                headers, 0, headers.length, new dev.symkit.format.io.Origin("a.dll", "section table", 0)));
        SectionMap map = new SectionMap(sections);
        for (long rva = 0; rva < 6000; rva++) {
            int expected = -1;
            for (int i = 0; i < count && expected < 0; i++) {
                long into = rva - sections.get(i).rva();
                boolean in = into >= 0
                        && into
                                < Math.max(
                                        sections.get(i).virtualSize(),
                                        sections.get(i).rawSize());
                expected = in ? i : -1;
            }
            assertThat(map.find(rva)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "VZ, UNSUPPORTED, a UEFI TE image",
        "!<arch>, BAD_MAGIC, not a PE image: a library",
        "Micr, BAD_MAGIC, not a PE image: no MZ and PE signature",
        "M, BAD_MAGIC, not a PE image: no MZ and PE signature",
        "MZ, BAD_MAGIC, not a PE image: a DOS program"
    })
    void saysWhatOtherFilesAre(String start, FormatException.Kind kind, String problem) {
        byte[] file = new LittleEndian()
                .text(start)
                .padTo(start.length() == 1 ? 1 : 32)
                .toByteArray();
        expect(file, kind, problem);
    }

    @Test
    void saysWhatOtherProgramsAre() {
        expect(program("NE"), FormatException.Kind.BAD_MAGIC, "not a PE image: a 16-bit (NE) program");
        expect(program("LE"), FormatException.Kind.BAD_MAGIC, "not a PE image: a linear (LE or LX) program");
        expect(program("LX"), FormatException.Kind.BAD_MAGIC, "not a PE image: a linear (LE or LX) program");
        expect(program("xx"), FormatException.Kind.BAD_MAGIC, "not a PE image: a DOS program");
        expect(new DbgBuilder().build(), FormatException.Kind.BAD_MAGIC, "not a PE image: a .dbg file");
        byte[] object =
                new LittleEndian().u16(0x8664).u16(1).u32(0).u32(20).padTo(60).toByteArray();
        expect(object, FormatException.Kind.BAD_MAGIC, "not a PE image: an object file");
        byte[] imports = new LittleEndian().u16(0).u16(0xFFFF).padTo(60).toByteArray();
        expect(imports, FormatException.Kind.BAD_MAGIC, "not a PE image: an import object");
        expect(new byte[0], FormatException.Kind.BAD_MAGIC, "not a PE image: the file is empty");
    }

    private static byte[] program(String signature) {
        return new LittleEndian()
                .text("MZ")
                .padTo(0x3C)
                .u32(0x40)
                .text(signature)
                .padTo(0x80)
                .toByteArray();
    }

    private static void expect(byte[] file, FormatException.Kind kind, String problem) {
        assertThatThrownBy(() -> PeFile.open(ByteSource.of("a.bin", file)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(problem);
    }

    @Test
    void tellsImagesWithoutCode() throws IOException {
        PeImageBuilder resources = new PeImageBuilder()
                .section(".rsrc", 0x1000, DATA, PeImageBuilder.DATA)
                .directory(DataDirectory.RESOURCE, 0x1000, 16);
        PeFile pe = PeFile.open(ByteSource.of("a.dll", resources.build()));
        assertThat(pe.isResourceOnly()).isTrue();
        assertThat(pe.hasExecutableCode()).isFalse();
        PeFile exporting = PeFile.open(ByteSource.of(
                "a.dll", resources.directory(DataDirectory.EXPORT, 0x1000, 16).build()));
        assertThat(exporting.isResourceOnly()).isFalse();
        PeFile managed = PeFile.open(ByteSource.of(
                "a.dll", resources.directory(DataDirectory.CLR, 0x1000, 72).build()));
        assertThat(managed.hasExecutableCode()).isTrue();
    }

    @Test
    void recognisesTheResourceOnlyImageOfTheCorpus() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        String only = "native/x86-resource-only/Native_x86_VS2013_ResourceOnly.dll";
        assertThat(PeFile.open(ByteSource.of(only, corpus.bytes(only))).isResourceOnly())
                .isTrue();
        String other = "lld/x64/lib.dll";
        assertThat(PeFile.open(ByteSource.of(other, corpus.bytes(other))).isResourceOnly())
                .isFalse();
    }

    @Test
    void computesTheChecksum() throws IOException {
        byte[] file = image().tail(new byte[] {1, 2, 3}).build();
        long expected = 0;
        for (int i = 0; i < file.length; i += 2) {
            expected += (file[i] & 0xFF) + (i + 1 < file.length ? (file[i + 1] & 0xFF) << 8 : 0);
            expected = (expected & 0xFFFF) + (expected >>> 16);
        }
        byte[] stored = file.clone();
        Arrays.fill(stored, PeImageBuilder.OPTIONAL + 64, PeImageBuilder.OPTIONAL + 68, (byte) 0xAA);
        assertThat(PeChecksum.compute(PeFile.open(ByteSource.of("a.dll", stored))))
                .isEqualTo(expected + file.length);
    }

    @ParameterizedTest
    @CsvSource({
        "native/x64-signed-jni/onnxruntime4j_jni.dll",
        "native/x64-kernel-driver/Native_x64_VS2013_KernelModeDriver.sys"
    })
    void computesTheChecksumOfRealImages(String path) throws IOException {
        PeFile pe = PeFile.open(ByteSource.of(path, Corpus.assumePresent().bytes(path)));
        assertThat(pe.optionalHeader().checksum()).isNotZero().isEqualTo(PeChecksum.compute(pe));
    }

    @Test
    void knowsMachines() {
        assertThat(Machine.name(0x8664)).isEqualTo("x64");
        assertThat(Machine.isKnown(0x1234)).isFalse();
        assertThat(Machine.processor(0x8664 ^ 0x7B79)).isEqualTo(Machine.X64);
        assertThat(Machine.processor(Machine.ARM64)).isEqualTo(Machine.ARM64);
        assertThat(Machine.processor(0x1234)).isEqualTo(0x1234);
    }
}
