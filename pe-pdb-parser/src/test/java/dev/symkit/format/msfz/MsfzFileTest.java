// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msfz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.Props;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MsfzFileTest {
    private static final int STREAMS = 0x38;

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        for (int i = 0; i < size; i += 2) {
            bytes[i] = 7; // compressible
        }
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        LittleEndian out = new LittleEndian();
        for (byte[] part : parts) {
            out.bytes(part);
        }
        return out.toByteArray();
    }

    private static MsfzFile open(byte[] file) throws IOException {
        return MsfzFile.open(ByteSource.of("a.pdz", file));
    }

    private static byte[] content(MsfStream stream) throws IOException {
        return stream.cursor(0, stream.size()).bytes((int) stream.size());
    }

    /** Reads everything; what is thrown names the file and a place. */
    private static void readAll(byte[] file) throws IOException {
        MsfzFile msfz = open(file);
        for (int i = 0; i < msfz.streamCount(); i++) {
            content(msfz.stream(i));
        }
    }

    private static void readDamaged(byte[] file) throws IOException {
        try {
            readAll(file);
        } catch (FormatException e) {
            assertThat(e.getMessage()).startsWith("a.pdz: ");
            assertThat(e.offset()).isNotNegative();
        }
    }

    private static void expect(byte[] file, FormatException.Kind kind) {
        assertThatThrownBy(() -> readAll(file))
                .isInstanceOfSatisfying(
                        FormatException.class,
                        e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }

    private static byte[] with(byte[] file, int at, long value) {
        byte[] changed = file.clone();
        System.arraycopy(new LittleEndian().u32(value).toByteArray(), 0, changed, at, 4);
        return changed;
    }

    static Stream<Arguments> compressions() {
        return Stream.of(
                Arguments.of(new int[] {MsfzBuilder.NONE}, MsfzBuilder.NONE),
                Arguments.of(new int[] {MsfzBuilder.ZSTD}, MsfzBuilder.ZSTD),
                Arguments.of(new int[] {MsfzBuilder.DEFLATE}, MsfzBuilder.DEFLATE),
                Arguments.of(new int[] {MsfzBuilder.ZSTD, MsfzBuilder.DEFLATE, MsfzBuilder.NONE}, MsfzBuilder.DEFLATE));
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void readsStreamsOfEverySort(int[] chunks, int directory) throws IOException {
        byte[] file = new MsfzBuilder(1000, chunks)
                .directory(directory).stream().stream().packed(noise(5001)).nil().stream()
                        .plain(noise(64))
                        .packed(noise(2500))
                        .plain(noise(3))
                        .packed(noise(1))
                        .stream()
                        .packed(noise(998))
                        .build();
        MsfzFile msfz = open(file);
        assertThat(msfz.name()).isEqualTo("a.pdz");
        assertThat(msfz.streamCount()).isEqualTo(5);
        assertThat(msfz.chunkCount()).isEqualTo(9);
        assertThat(msfz.stream(0).isNil()).isFalse();
        assertThat(msfz.stream(0).size()).isZero();
        assertThat(content(msfz.stream(1))).isEqualTo(noise(5001));
        assertThat(msfz.stream(2).isNil()).isTrue();
        assertThat(msfz.stream(2).size()).isZero();
        assertThat(content(msfz.stream(3))).isEqualTo(concat(noise(64), noise(2500), noise(3), noise(1)));
        assertThat(content(msfz.stream(4))).isEqualTo(noise(998));
        assertThat(msfz.stream(5).isNil()).isTrue();
    }

    @Test
    void readsAnyPartOfAStream() throws IOException {
        byte[] expected = concat(noise(700), noise(2000), noise(300), noise(1500));
        byte[] file = new MsfzBuilder(512, MsfzBuilder.ZSTD, MsfzBuilder.DEFLATE)
                .stream().packed(noise(100)).stream()
                        .packed(noise(700))
                        .plain(noise(2000))
                        .packed(noise(300))
                        .packed(noise(1500))
                        .build();
        MsfStream stream = open(file).stream(1);
        Props.forAll(5, 500, random -> random.nextInt(expected.length + 1), from -> {
            int length = (from * 31) % (expected.length - from + 1);
            byte[] into = new byte[length + 2];
            stream.read(from, into, 1, length);
            assertThat(into).startsWith(0).endsWith(0);
            assertThat(Arrays.copyOfRange(into, 1, length + 1))
                    .isEqualTo(Arrays.copyOfRange(expected, from, from + length));
        });
        for (long offset : new long[] {-1, expected.length - 3, 1L << 40}) {
            assertThatThrownBy(() -> stream.read(offset, new byte[4], 0, 4))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("a.pdz: PDB info stream (1) +0x");
        }
    }

    @Test
    void unpacksAChunkOnceWhileItIsKept() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        Unpacker counting = new Unpacker((into, packed) -> {
            calls.incrementAndGet();
            return Zstd.decompressByteArray(into, 0, into.length, packed, 0, packed.length);
        });
        int mib = 1 << 20;
        byte[] file = new MsfzBuilder(mib, MsfzBuilder.ZSTD)
                .stream().packed(new byte[20 * mib]).build();
        MsfStream stream = MsfzFile.open(ByteSource.of("a.pdz", file), counting).stream(0);
        for (int i = 0; i < 1000; i++) {
            stream.read(i, new byte[100], 0, 100);
        }
        assertThat(calls).hasValue(1);
        for (int chunk = 0; chunk < 20; chunk++) {
            stream.read((long) chunk * mib, new byte[1], 0, 1);
        }
        assertThat(calls).hasValue(20);
        stream.read(0, new byte[1], 0, 1);
        assertThat(calls).as("the first one is no longer kept").hasValue(21);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x24})
    void refusesAnotherVersion(int at) {
        byte[] file = new MsfzBuilder(100, 0).stream().build();
        expect(with(file, at, 1), FormatException.Kind.UNSUPPORTED);
    }

    @Test
    void refusesHeadersThatContradictThemselves() {
        byte[] file = new MsfzBuilder(100, 1).stream().packed(noise(250)).build();
        expect(with(file, STREAMS, 0), FormatException.Kind.BAD_VALUE);
        expect(with(file, STREAMS, 2), FormatException.Kind.TRUNCATED);
        expect(with(file, STREAMS, 1000), FormatException.Kind.BAD_VALUE);
        expect(with(file, STREAMS, 0xFFFFFFFFL), FormatException.Kind.LIMIT);
        expect(with(file, 0x28, file.length), FormatException.Kind.BAD_VALUE);
        expect(with(file, 0x2C, 0x80000000L), FormatException.Kind.BAD_VALUE);
        expect(with(file, 0x30, file.length - 59), FormatException.Kind.BAD_VALUE);
        expect(with(file, 0x3C, 9), FormatException.Kind.UNSUPPORTED);
        expect(with(file, 0x44, 17), FormatException.Kind.BAD_VALUE);
        expect(with(file, 0x44, 0x80000000L), FormatException.Kind.LIMIT);
        expect(with(file, 0x48, 2), FormatException.Kind.BAD_VALUE);
        expect(with(with(file, 0x48, 0x0CCCCCCCL), 0x4C, 0xFFFFFFF0L), FormatException.Kind.LIMIT);
        expect(Arrays.copyOf(file, 40), FormatException.Kind.TRUNCATED);
        expect(new byte[100], FormatException.Kind.BAD_MAGIC);
        expect(new byte[0], FormatException.Kind.BAD_MAGIC);
    }

    @Test
    void refusesADirectoryThatIsNotUsedUp() {
        byte[] file = new MsfzBuilder(100, 0).stream().stream().stream().build();
        expect(with(file, STREAMS, 2), FormatException.Kind.BAD_VALUE);
    }

    @Test
    void refusesFragmentsOutsideTheFileAndTheChunks() {
        for (long[] fragment : new long[][] {
            {10, 1L << 62},
            {10, 1L << 48},
            {10, (1L << 48) - 1},
            {0xFFFFFFF0L, 80},
            {10, 1L << 63 | 1L << 32},
            {10, 1L << 63 | 0x7FFFFFFFL << 32},
            {10, 1L << 63 | 101},
            {92, 1L << 63 | 9},
            {0xFFFFFFFFL - 1, 1L << 63}
        }) {
            byte[] file = new MsfzBuilder(100, 1)
                    .stream().packed(noise(100)).stream()
                            .fragment(fragment[0], fragment[1])
                            .build();
            expect(file, FormatException.Kind.BAD_VALUE);
        }
    }

    @Test
    void refusesAStreamLargerThanEverythingItCanBeMadeOf() {
        MsfzBuilder builder = new MsfzBuilder(1 << 20, 1).stream().packed(new byte[1 << 20]).stream();
        for (int i = 0; i < 100; i++) {
            builder.fragment(1 << 20, 1L << 63);
        }
        expect(builder.build(), FormatException.Kind.LIMIT);
    }

    /** 300 entries name the same few bytes and promise 64 MiB each. */
    @Test
    void refusesMoreBytesThanAFileOfItsSizeCanHold() {
        byte[] file = new MsfzBuilder(1, 0).stream().packed(new byte[300]).build();
        int table = file.length - 300 * 20;
        byte[] bomb = file.clone();
        for (int i = 0; i < 300; i++) {
            bomb = with(bomb, table + 20 * i + 16, 1 << 26);
        }
        expect(bomb, FormatException.Kind.LIMIT);
    }

    @Test
    void refusesAChunkThatIsTooLargeAtOnce() {
        byte[] file = new MsfzBuilder(100, 1).stream().packed(noise(100)).build();
        expect(with(file, file.length - 4, (1L << 26) + 1), FormatException.Kind.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void refusesChunksThatGiveFewerOrMoreBytes(int compression) {
        byte[] file =
                new MsfzBuilder(100, compression).stream().packed(noise(50)).build();
        byte[] longer = with(file, file.length - 4, 51);
        expect(longer, FormatException.Kind.BAD_VALUE);
        byte[] shorter = new MsfzBuilder(100, compression)
                .stream().packed(noise(49)).stream().packed(noise(1)).build();
        expect(with(shorter, shorter.length - 4, 49), FormatException.Kind.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {Unpacker.ZSTD, Unpacker.DEFLATE})
    void refusesAtOnceWhatSoFewBytesCannotGive(int compression) {
        Unpacker unpacker = new Unpacker((into, packed) -> {
            throw new AssertionError("nothing is to be unpacked");
        });
        assertThatThrownBy(() -> unpacker.unpack(compression, new byte[40], 1 << 26, new Origin("a.pdz", "chunk", 0)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("does not give 67108864 bytes");
    }

    @Test
    void saysSoIfTheZstandardLibraryIsMissing() throws IOException {
        byte[] file = new MsfzBuilder(100, 1)
                .stream().packed(noise(50)).stream().plain(noise(20)).build();
        Unpacker missing = new Unpacker((into, packed) -> {
            throw new UnsatisfiedLinkError("no zstd-jni here");
        });
        MsfzFile msfz = MsfzFile.open(ByteSource.of("a.pdz", file), missing);
        assertThat(content(msfz.stream(1))).isEqualTo(noise(20));
        assertThatThrownBy(() -> content(msfz.stream(0)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.UNSUPPORTED))
                .hasMessageContaining("MSFZ with zstd: unsupported");
    }

    @Test
    void everyTruncationAndEveryChangedByteIsSurvived() throws IOException {
        byte[] file = new MsfzBuilder(64, MsfzBuilder.ZSTD, MsfzBuilder.DEFLATE)
                .directory(MsfzBuilder.DEFLATE).stream().packed(noise(200)).nil().stream()
                        .plain(noise(30))
                        .build();
        for (int cut = 0; cut < file.length; cut++) {
            byte[] shorter = Arrays.copyOf(file, cut);
            assertThatThrownBy(() -> readAll(shorter)).isInstanceOf(FormatException.class);
        }
        for (int at = 0; at < file.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = file.clone();
                damaged[at] ^= (byte) (1 << bit);
                readDamaged(damaged);
            }
        }
    }

    @Test
    void givesTheStreamsOfTheFileItWasMadeFrom() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        MsfzFile msfz = open(corpus.bytes("msfz/HelloWorld.pdz"));
        MsfFile msf = MsfFile.open(ByteSource.of("HelloWorld.pdb", corpus.bytes("msfz/HelloWorld.pdb")));
        assertThat(msfz.streamCount()).isEqualTo(msf.streamCount()).isEqualTo(14);
        assertThat(PdbInfo.read(msfz)).isEqualTo(PdbInfo.read(msf));
        int same = 0;
        for (int i = 0; i < msf.streamCount(); i++) {
            if (Arrays.equals(content(msfz.stream(i)), content(msf.stream(i)))) {
                same++;
            } else {
                assertThat(i).as("only the old directory is left out").isZero();
                assertThat(msfz.stream(i).size()).isZero();
            }
        }
        assertThat(same).isEqualTo(13);
    }

    @Test
    void damageToARealFileIsSurvived() throws IOException {
        byte[] file = Corpus.assumePresent().bytes("msfz/HelloWorld.pdz");
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 600; run++) {
            byte[] damaged = file.clone();
            // Header, the directory and table at the end, or anywhere.
            int at = run % 3 == 0
                    ? random.nextInt(0x20, 80)
                    : run % 3 == 1 ? file.length - 1 - random.nextInt(600) : random.nextInt(file.length);
            damaged[at] = (byte) random.nextInt(256);
            readDamaged(damaged);
        }
    }
}
