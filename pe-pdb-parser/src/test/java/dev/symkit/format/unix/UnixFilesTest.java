// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.ElfBuilder;
import dev.symkit.testkit.MachOBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class UnixFilesTest {
    private static final byte[] ID = HexFormat.of().parseHex("0123456789abcdef0123456789abcdef01234567");
    private static final byte[] UUID = Arrays.copyOf(ID, 16);
    private static final byte[] OTHER = HexFormat.of().parseHex("ffeeddccbbaa99887766554433221100");

    private static ByteSource source(byte[] file) {
        return ByteSource.of("a.so", file);
    }

    private static ElfFile elf(ElfBuilder builder) throws IOException {
        assertThat(ElfFile.recognise(source(builder.build()))).isTrue();
        return ElfFile.read(source(builder.build()));
    }

    private static MachOFile mach(byte[] file) throws IOException {
        assertThat(MachOFile.recognise(source(file))).isTrue();
        return MachOFile.read(source(file));
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void theBuildIdIsInASectionOrASegment(boolean big, boolean wide) throws IOException {
        for (int alignment : List.of(4, 8)) {
            for (ElfBuilder builder : List.of(
                    new ElfBuilder(big, wide),
                    new ElfBuilder(big, wide).withoutSections(),
                    new ElfBuilder(big, wide).withoutSegments())) {
                ElfFile file = elf(builder.buildId(ID).alignment(alignment));

                assertThat(file.buildId().orElseThrow().toByteArray()).isEqualTo(ID);
                assertThat(file.symbolsOnly()).isFalse();
            }
        }
    }

    @Test
    void aFileWhoseCodeIsEmptyHoldsSymbols() throws IOException {
        assertThat(elf(new ElfBuilder(false, true).buildId(ID).withoutCode()).symbolsOnly())
                .isTrue();
        assertThat(elf(new ElfBuilder(false, true).buildId(ID).withoutCode().withoutSections())
                        .symbolsOnly())
                .isFalse();
    }

    @Test
    void anElfFileNeedNotHaveABuildId() throws IOException {
        assertThat(elf(new ElfBuilder(false, true)).buildId()).isEmpty();
    }

    @Test
    void aBuildIdThatNoKeyCanHoldIsRefused() {
        byte[] file = new ElfBuilder(false, true).buildId(new byte[49]).build();

        assertThatThrownBy(() -> ElfFile.read(source(file))).hasMessageContaining("a build id of 49 bytes");
    }

    @Test
    void anUnknownClassIsNotSupported() {
        byte[] file = new ElfBuilder(false, true).build();
        file[4] = 3;

        assertThatThrownBy(() -> ElfFile.read(source(file)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.UNSUPPORTED));
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void theUuidIsInALoadCommand(boolean big, boolean wide) throws IOException {
        MachOFile program = mach(new MachOBuilder(big, wide).uuid(UUID).build());
        MachOFile symbols = mach(new MachOBuilder(big, wide).uuid(UUID).type(10).build());

        assertThat(program.uuids())
                .singleElement()
                .satisfies(id -> assertThat(id.toByteArray()).isEqualTo(UUID));
        assertThat(program.symbolsOnly()).isFalse();
        assertThat(symbols.symbolsOnly()).isTrue();
        assertThat(mach(new MachOBuilder(big, wide).build()).uuids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void everySliceOfAFatFileHasItsUuid(boolean wide) throws IOException {
        MachOFile file = mach(fat(wide));

        assertThat(file.uuids()).extracting(id -> id.toByteArray()).containsExactly(UUID, OTHER);
        assertThat(file.symbolsOnly()).isFalse();
    }

    private static byte[] fat(boolean wide) {
        return MachOBuilder.fat(
                wide,
                List.of(
                        new MachOBuilder(false, true).uuid(UUID).build(),
                        new MachOBuilder(true, false).uuid(OTHER).type(10).build()));
    }

    @Test
    void aJavaClassIsNoFatFile() throws IOException {
        assertThat(MachOFile.recognise(source(HexFormat.of().parseHex("cafebabe0000003d00"))))
                .isFalse();
    }

    static Stream<byte[]> files() {
        return Stream.of(
                new ElfBuilder(false, true).buildId(ID).build(),
                new ElfBuilder(true, false).buildId(ID).withoutSections().build(),
                new MachOBuilder(false, true).uuid(UUID).build(),
                fat(false),
                fat(true));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyTruncationIsAnsweredAndEveryFlippedBitToo(byte[] file) {
        for (int length = 0; length < file.length; length++) {
            check(Arrays.copyOf(file, length));
        }
        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] damaged = file.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            check(damaged);
        }
    }

    /** Nothing, a result, or a FormatException with a place. */
    static void check(byte[] file) {
        ByteSource source = source(file);
        try {
            if (ElfFile.recognise(source)) {
                ElfFile.read(source);
            } else if (MachOFile.recognise(source)) {
                MachOFile.read(source);
            }
        } catch (FormatException e) {
            assertThat(e.offset()).isNotNegative();
            assertThat(e).hasMessageStartingWith("a.so: ");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
