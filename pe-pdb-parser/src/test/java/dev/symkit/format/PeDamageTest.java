// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.io.ByteSource;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged images and .dbg files give results or FormatExceptions, whatever part is read. */
class PeDamageTest {
    /** Few in the normal build; {@code -Dsymkit.damage.mutants=500} in {@code symkit.test.jvmArgs} runs more. */
    private static final int MUTANTS = Integer.getInteger("symkit.damage.mutants", 16);

    @ParameterizedTest
    @CsvSource({
        "native/x64-signed-jni/onnxruntime4j_jni.dll",
        "native/x64-kernel-driver/Native_x64_VS2013_KernelModeDriver.sys",
        "native/arm64-msvc/ARM64_CETShadowStack_NotApplicable.exe",
        "native/arm64ec-rust/ARM64EC_rust_notApplicable.exe",
        "native/arm-msvc/ARM_CETShadowStack_NotApplicable.exe",
        "native/x86-resource-only/Native_x86_VS2013_ResourceOnly.dll",
        "managed/symreader/SourceLink.Embedded.dll",
        "managed/ngen/internal.io.filesystem.primitives.ni.dll",
        "lld/x64/lib.dll",
        "dbg-synthetic/split.dbg"
    })
    void mutantsOfRealFiles(String path) throws IOException {
        byte[] file = Corpus.assumePresent().bytes(path);
        assertThat(PeDamage.readAll(ByteSource.of(path, file))).isPositive();
        SplittableRandom random = new SplittableRandom(path.length() * 31L + file.length);
        for (int run = 0; run < MUTANTS; run++) {
            byte[] mutant = mutant(file, random, run % 4);
            PeDamage.readAll(ByteSource.of(path, mutant));
        }
    }

    /** Changes bytes near the start, 16-bit values or bytes anywhere, or cuts the file. */
    private static byte[] mutant(byte[] file, SplittableRandom random, int sort) {
        if (sort == 3) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
        byte[] mutant = file.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(sort == 0 ? Math.min(0x400, file.length) : file.length - 1);
            mutant[at] = (byte) random.nextInt(256);
            if (sort == 1) {
                int value = List.of(0, 1, 0x7FFF, 0x8000, 0xFFFF).get(random.nextInt(5));
                mutant[at] = (byte) value;
                mutant[at + 1] = (byte) (value >>> 8);
            }
        }
        return mutant;
    }

    @Test
    void malformedFilesOfTheCorpus() throws IOException {
        Path root = Corpus.assumePresent().file("malformed");
        int count = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                PeDamage.readAll(ByteSource.of(path.toString(), Files.readAllBytes(path)));
                count++;
            }
        }
        assertThat(count).isGreaterThan(20);
    }

    static Stream<byte[]> seeds() {
        byte[] xdata = new LittleEndian()
                .u32(0x1000)
                .u32(0x1010)
                .u32(0x2020)
                .u32(0x1010)
                .u32(0x1020)
                .u32(0x2001)
                .padTo(0x20)
                .u8(0x21)
                .u8(0)
                .u8(2)
                .u8(0)
                .u8(4)
                .u8(0x42)
                .u8(2)
                .u8(0x30)
                .u32(1)
                .u32(2)
                .u32(0x2020)
                .toByteArray();
        return Stream.of(
                new PeBuilder()
                        .rsds(new UUID(1, 2), 1, "a.pdb")
                        .debug(13, new byte[40])
                        .debug(17, new byte[20])
                        .build(),
                new PeBuilder()
                        .pe32()
                        .nb10(1, 2, "a.pdb")
                        .debug(3, new byte[32])
                        .debug(4, new byte[40])
                        .build(),
                new PeImageBuilder()
                        .section(".text", 0x1000, new byte[32], PeImageBuilder.CODE)
                        .section(".xdata", 0x2000, xdata, PeImageBuilder.DATA)
                        .directory(0, 0x2000, 40)
                        .directory(2, 0x2000, 40)
                        .directory(3, 0x2000, 24)
                        .directory(4, 0x600, 0x40)
                        .directory(10, 0x2000, 0x100)
                        .directory(14, 0x2000, 72)
                        .build(),
                new DbgBuilder().build());
    }

    @MethodSource("seeds")
    @DictionaryEntries({"MZ", "PE", "RSDS", "NB10", "MPDB", "R2RM", "DI", "VS_VERSION_INFO"})
    @FuzzTest(maxDuration = "60s")
    void anyBytes(byte[] content) throws IOException {
        PeDamage.readAll(ByteSource.of("fuzz.dll", content));
    }
}
