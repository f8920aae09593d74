// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.testkit.ElfBuilder;
import dev.symkit.testkit.MachOBuilder;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UnixKeysTest {
    private static final byte[] SHORT_ID = HexFormat.of().parseHex("180a373d6afbabf0eb1f09be1bc45bd7");

    private static Optional<FileIdentity> identify(byte[] file) throws IOException {
        return KeyReader.withOtherSystems().identify(ByteSource.of("a.so", file));
    }

    @Test
    void aShortBuildIdIsPaddedToTwentyBytes() throws IOException {
        assertThat(identify(new ElfBuilder(false, true).buildId(SHORT_ID).build()))
                .contains(new FileIdentity(
                        FileKind.ELF,
                        SymbolClass.BIN,
                        List.of("elf-buildid-180a373d6afbabf0eb1f09be1bc45bd700000000"),
                        Optional.empty()));
    }

    @Test
    void aFileOfSymbolsHasTheCommonName() throws IOException {
        FileIdentity elf = identify(new ElfBuilder(true, false)
                        .buildId(new byte[20])
                        .withoutCode()
                        .build())
                .orElseThrow();
        FileIdentity mach = identify(
                        new MachOBuilder(false, true).uuid(SHORT_ID).type(10).build())
                .orElseThrow();

        assertThat(elf.index()).isEqualTo("elf-buildid-sym-" + "00".repeat(20));
        assertThat(elf.commonName()).contains("_.debug");
        assertThat(elf.symbolClass()).isEqualTo(SymbolClass.DBG);
        assertThat(mach.index()).isEqualTo("mach-uuid-sym-180a373d6afbabf0eb1f09be1bc45bd7");
        assertThat(mach.commonName()).contains("_.dwarf");
    }

    @Test
    void everySliceHasItsKeyOnce() throws IOException {
        byte[] one = new MachOBuilder(false, true).uuid(SHORT_ID).build();
        byte[] two = new MachOBuilder(false, false).uuid(new byte[16]).build();

        assertThat(identify(MachOBuilder.fat(false, List.of(one, two, one)))
                        .orElseThrow()
                        .indexes())
                .containsExactly("mach-uuid-180a373d6afbabf0eb1f09be1bc45bd7", "mach-uuid-" + "00".repeat(16));
    }

    @Test
    void withoutAnIdThereIsNoKeyAndWithoutAskingNeither() throws IOException {
        assertThat(identify(new ElfBuilder(false, true).build())).isEmpty();
        assertThat(identify(new MachOBuilder(false, true).build())).isEmpty();
        assertThat(new KeyReader()
                        .identify(ByteSource.of(
                                "a.so",
                                new ElfBuilder(false, true).buildId(SHORT_ID).build())))
                .isEmpty();
    }
}
