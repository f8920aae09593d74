// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.io.ByteSource;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes taken for an image or .dbg file give results or FormatExceptions, whatever part is read; {@link DamageTest} damages real files. */
class PeDamageTest {
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
