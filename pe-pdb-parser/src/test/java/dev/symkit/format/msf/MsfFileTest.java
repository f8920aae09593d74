// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.MeasuredSource;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MsfFileTest {
    private static final int PAGE_SIZE_FIELD = 0x20;

    static Stream<MsfBuilder> containers() {
        return Stream.of(
                        Stream.of(512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
                                .map(MsfBuilder::big),
                        Stream.of(512, 1024, 2048, 4096).map(MsfBuilder::small),
                        Stream.of(
                                MsfBuilder.big(512).reversed(),
                                MsfBuilder.small(1024).reversed()))
                .flatMap(s -> s);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private static MsfFile open(byte[] file) throws IOException {
        return MsfFile.open(ByteSource.of("a.pdb", file));
    }

    private static void checkStream(MsfStream stream, byte[] expected) throws IOException {
        assertThat(stream.isNil()).isFalse();
        assertThat(stream.size()).isEqualTo(expected.length);
        assertThat(stream.cursor(0, expected.length).bytes(expected.length)).isEqualTo(expected);
    }

    private static void expect(byte[] file, FormatException.Kind kind) {
        assertThatThrownBy(() -> open(file).stream(1).cursor(0, 1))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static byte[] with(byte[] file, int at, long value) {
        byte[] changed = file.clone();
        byte[] field = new LittleEndian().u32(value).toByteArray();
        System.arraycopy(field, 0, changed, at, 4);
        return changed;
    }

    @ParameterizedTest
    @MethodSource("containers")
    void readsStreamsOfEveryPageSize(MsfBuilder builder) throws IOException {
        byte[] small = noise(100);
        byte[] large = noise(200_001);
        MsfFile msf = open(
                builder.stream(new byte[0]).stream(small).nil().stream(large).build());
        assertThat(msf.streamCount()).isEqualTo(4);
        checkStream(msf.stream(3), large);
        checkStream(msf.stream(1), small);
        checkStream(msf.stream(0), new byte[0]);
        assertThat(msf.stream(2).isNil()).isTrue();
        assertThat(msf.stream(2).size()).isZero();
        assertThat(msf.stream(4).isNil()).isTrue();
        assertThat(msf.stream(65535).isNil()).isTrue();
    }

    @Test
    void readsAnyPartOfAStream() throws IOException {
        byte[] content = noise(5000);
        for (MsfBuilder builder :
                new MsfBuilder[] {MsfBuilder.big(512), MsfBuilder.big(512).reversed()}) {
            MsfStream stream = open(builder.stream(content).build()).stream(0);
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 500; i++) {
                int from = random.nextInt(content.length + 1);
                int length = random.nextInt(content.length - from + 1);
                byte[] into = new byte[length + 2];
                stream.read(from, into, 1, length);
                assertThat(into).startsWith(0).endsWith(0);
                assertThat(Arrays.copyOfRange(into, 1, length + 1))
                        .isEqualTo(Arrays.copyOfRange(content, from, from + length));
            }
        }
    }

    @Test
    void readsADirectoryOfSeveralMapPages() throws IOException {
        byte[] content = noise(30);
        // 40,000 page numbers are 313 directory pages of 512 bytes, whose numbers take 3 map pages.
        MsfBuilder builder = MsfBuilder.big(512).zeros(512L * 40_000).stream(content);
        MeasuredSource source = new MeasuredSource(builder.image());
        checkStream(MsfFile.open(source).stream(1), content);
        assertThat(source.bytesRead()).isLessThan(512);
    }

    @Test
    void readsThousandsOfStreams() throws IOException {
        MsfBuilder builder = MsfBuilder.big(4096);
        for (int i = 0; i < 5000; i++) {
            builder.stream(new LittleEndian().u32(i).toByteArray());
        }
        MsfFile msf = open(builder.build());
        for (int i = 0; i < 5000; i += 7) {
            assertThat(msf.stream(i).cursor(0, 4).i32()).isEqualTo(i);
        }
    }

    @Test
    void refusesToReadPastTheEndOfAStream() throws IOException {
        MsfStream stream = open(MsfBuilder.big(512).stream(noise(10)).build()).stream(0);
        for (long offset : new long[] {-1, 7, 10, 1L << 40}) {
            assertThatThrownBy(() -> stream.cursor(offset, 4))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("a.pdb: stream 0 +0x");
            assertThatThrownBy(() -> stream.read(offset, new byte[4], 0, 4)).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void refusesAWindowThatIsTooLarge() throws IOException {
        MeasuredSource source = new MeasuredSource(
                MsfBuilder.big(4096).zeros(2L * Limits.MAX_WINDOW).image());
        assertThatThrownBy(() -> MsfFile.open(source).stream(0).cursor(0, Limits.MAX_WINDOW + 1L))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 256, 4095, 131072, 0x80000000L})
    void refusesOtherPageSizes(long pageSize) {
        byte[] file = MsfBuilder.big(4096).stream(noise(9)).stream(noise(9)).build();
        expect(with(file, PAGE_SIZE_FIELD, pageSize), FormatException.Kind.BAD_VALUE);
    }

    @Test
    void refusesPagesThatCannotHoldContent() {
        byte[] file = MsfBuilder.big(512).stream(noise(9)).stream(noise(9)).build();
        int pages = file.length / 512;
        int mapField = 0x34;
        for (long page : new long[] {0, 1, 2, 513, pages, 0xFFFFFFFFL}) {
            expect(with(file, mapField, page), FormatException.Kind.BAD_VALUE);
        }
        byte[] small = MsfBuilder.small(1024).stream(noise(9)).stream(noise(9)).build();
        for (int page : new int[] {0, 1, 16, small.length / 1024}) {
            byte[] changed = small.clone();
            changed[0x3C] = (byte) page;
            expect(changed, FormatException.Kind.BAD_VALUE);
        }
    }

    @Test
    void refusesADirectoryThatDoesNotFit() {
        byte[] file = MsfBuilder.big(512).stream(noise(9)).stream(noise(9)).build();
        int sizeField = 0x2C;
        expect(with(file, sizeField, 0), FormatException.Kind.BAD_VALUE);
        expect(with(file, sizeField, 7), FormatException.Kind.BAD_VALUE);
        expect(with(file, sizeField, 0xFFFFFFFCL), FormatException.Kind.BAD_VALUE);
        expect(with(file, sizeField, 4), FormatException.Kind.BAD_VALUE);
    }

    @Test
    void acceptsAPageCountBeyondTheFile() throws IOException {
        byte[] file = MsfBuilder.big(512).stream(noise(9)).build();
        int pageCountField = 0x28;
        checkStream(open(with(file, pageCountField, 100_000)).stream(0), noise(9));
    }

    @Test
    void refusesTooManyStreams() {
        MsfBuilder builder = MsfBuilder.big(4096);
        for (int i = 0; i <= Limits.MAX_STREAMS; i++) {
            builder.nil();
        }
        expect(builder.build(), FormatException.Kind.LIMIT);
    }

    @Test
    void namesTheContainersItDoesNotRead() {
        byte[] msfz = new LittleEndian()
                .text("Microsoft MSFZ Container\r\n\u001aALD")
                .padTo(80)
                .toByteArray();
        assertThatThrownBy(() -> open(msfz))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.UNSUPPORTED))
                .hasMessageContaining("MSFZ");
        expect(noise(600), FormatException.Kind.BAD_MAGIC);
        expect(new byte[0], FormatException.Kind.BAD_MAGIC);
    }
}
