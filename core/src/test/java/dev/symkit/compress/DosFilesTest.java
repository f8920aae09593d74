// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SZDD and KWAJ files, and the recognition of all kinds. */
class DosFilesTest {
    private static final byte[] SZDD = {'S', 'Z', 'D', 'D', (byte) 0x88, (byte) 0xF0, 0x27, 0x33};
    private static final byte[] OLD = {'S', 'Z', ' ', (byte) 0x88, (byte) 0xF0, 0x27, 0x33, (byte) 0xD1};
    private static final byte[] KWAJ = {'K', 'W', 'A', 'J', (byte) 0x88, (byte) 0xF0, 0x27, (byte) 0xD1};

    /** Four literals; a match of the four bytes at the ring's 4080, six long; a match of three spaces at 0. */
    private static final byte[] LZSS = {0x0F, 'a', 'b', 'c', 'd', (byte) 0xF0, (byte) 0xF3, 0x00, 0x00};

    /** The same for a ring that starts two bytes earlier. */
    private static final byte[] OLD_LZSS = {0x0F, 'a', 'b', 'c', 'd', (byte) 0xEE, (byte) 0xF3, 0x00, 0x00};

    private static final byte[] TEXT = "abcdabcdab   ".getBytes(US_ASCII);

    static byte[] szdd(long size, byte[] data) {
        return new LittleEndian()
                .bytes(SZDD)
                .u8('A')
                .u8('b')
                .u32(size)
                .bytes(data)
                .toByteArray();
    }

    static byte[] kwaj(int method, long size, byte[] data) {
        LittleEndian out = new LittleEndian().bytes(KWAJ).u16(method);
        if (size < 0) {
            return out.u16(14).u16(0).bytes(data).toByteArray();
        }
        return out.u16(14 + 4 + 2 + 5 + 4 + 4 + 6)
                .u16(0x3F)
                .u32(size)
                .u16(1)
                .u16(3)
                .bytes(new byte[3])
                .nulTerminated("app")
                .nulTerminated("pdb")
                .u16(4)
                .text("more")
                .bytes(data)
                .toByteArray();
    }

    /** LZH data with codes of fixed length: runs of literals, then, if wanted, a match of nine. */
    static byte[] lzh(byte[] content, int offset) {
        Bits bits = new Bits();
        bits.put(0, 24);
        int at = 0;
        boolean after = false;
        while (at < content.length) {
            int run = Math.min(32, content.length - at);
            bits.put(0, 4).put(run - 1, 5);
            for (int i = 0; i < run; i++) {
                bits.put(content[at + i] & 0xFF, 8);
            }
            at += run;
            after = run != 32;
        }
        if (offset > 0) {
            bits.put(7, 4).put(offset >>> 6, 6).put(offset & 63, 6);
        }
        assertThat(after || content.length % 32 == 0).isTrue();
        return bits.bytes();
    }

    /** Bits from the highest of each byte on. */
    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int current;
        private int count;

        Bits put(int value, int length) {
            for (int i = length - 1; i >= 0; i--) {
                current = current << 1 | (value >>> i & 1);
                if (++count == 8) {
                    out.write(current);
                    count = 0;
                    current = 0;
                }
            }
            return this;
        }

        byte[] bytes() {
            if (count > 0) {
                put(0, 8 - count);
            }
            return out.toByteArray();
        }
    }

    static byte[] kwajMszip(byte[] content) {
        LittleEndian out = new LittleEndian();
        for (int at = 0; at < content.length; at += 32768) {
            byte[] block = CabBuilder.mszipBlock(content, at, Math.min(32768, content.length - at));
            out.u16(block.length).bytes(block);
        }
        return out.u16(0).toByteArray();
    }

    static Stream<byte[]> files() {
        return Stream.of(
                szdd(13, LZSS),
                new LittleEndian().bytes(OLD).u32(13).bytes(OLD_LZSS).toByteArray(),
                kwaj(0, 13, TEXT),
                kwaj(1, -1, TEXT),
                kwaj(2, 13, OLD_LZSS),
                kwaj(3, 45, lzh(Bytes.random(1, 36), 20)),
                kwaj(4, 70_000, kwajMszip(Bytes.mixed(1, 70_000))));
    }

    private static byte[] readSzdd(byte[] file) throws IOException {
        return Bytes.readAll(SzddFile.open(ByteSource.of("t", file)).stream(Bytes.MAX));
    }

    private static byte[] readKwaj(byte[] file) throws IOException {
        return Bytes.readAll(KwajFile.open(ByteSource.of("t", file)).stream(Bytes.MAX));
    }

    private static void fails(Kind kind, String message, byte[] file) {
        assertThatThrownBy(() -> Bytes.readAll(
                        CompressedFile.open(ByteSource.of("t", file), "t", Bytes.MAX).orElseThrow().stream()))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    @Test
    void readsSzdd() throws IOException {
        SzddFile file = SzddFile.open(ByteSource.of("t", szdd(13, LZSS)));
        assertThat(file.missingCharacter()).isEqualTo('b');
        assertThat(file.size()).isEqualTo(13);
        assertThat(readSzdd(szdd(13, LZSS))).isEqualTo(TEXT);
        assertThat(readSzdd(szdd(10, Arrays.copyOf(LZSS, 8)))).hasSize(10);
        assertThat(readSzdd(szdd(7, LZSS))).isEqualTo("abcdabc".getBytes(US_ASCII));
        assertThat(readSzdd(szdd(0, new byte[0]))).isEmpty();
    }

    @Test
    void readsTheOlderVariantWhoseRingStartsTwoBytesEarlier() throws IOException {
        byte[] file = new LittleEndian().bytes(OLD).u32(13).bytes(OLD_LZSS).toByteArray();
        assertThat(readSzdd(file)).isEqualTo(TEXT);
    }

    @Test
    void readsLongSzddWithARingThatWraps() throws IOException {
        byte[] content = Bytes.random(2, 20_000);
        LittleEndian data = new LittleEndian();
        for (int at = 0; at < content.length; at += 8) {
            data.u8(0xFF).bytes(Arrays.copyOfRange(content, at, at + 8));
        }
        // The last 16 bytes again: 20,000 bytes put the ring at (4080 + 20000) % 4096.
        int place = (4080 + 20_000 - 16) % 4096;
        data.u8(0).u8(place).u8(((place >>> 4) & 0xF0) | 13);
        byte[] result = readSzdd(szdd(20_016, data.toByteArray()));
        assertThat(Arrays.copyOf(result, 20_000)).isEqualTo(content);
        assertThat(Arrays.copyOfRange(result, 20_000, 20_016)).isEqualTo(Arrays.copyOfRange(content, 19_984, 20_000));
    }

    @Test
    void refusesDamagedSzdd() {
        fails(Kind.TRUNCATED, "yield 13 of 14 bytes", szdd(14, LZSS));
        fails(Kind.TRUNCATED, "yield 4 of 13 bytes", szdd(13, Arrays.copyOf(LZSS, 6)));
        fails(Kind.LIMIT, "larger than", szdd(0xFFFFFFFFL, LZSS));
        byte[] mode = szdd(13, LZSS);
        mode[8] = 'B';
        fails(Kind.UNSUPPORTED, "mode 66", mode);
    }

    @Test
    void readsEveryKwajMethod() throws IOException {
        assertThat(readKwaj(kwaj(0, 13, TEXT))).isEqualTo(TEXT);
        byte[] inverted = TEXT.clone();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = (byte) ~inverted[i];
        }
        assertThat(readKwaj(kwaj(1, 13, inverted))).isEqualTo(TEXT);
        assertThat(readKwaj(kwaj(1, -1, inverted))).isEqualTo(TEXT);
        assertThat(readKwaj(kwaj(2, 13, OLD_LZSS))).isEqualTo(TEXT);
        byte[] big = Bytes.mixed(3, 100_000);
        assertThat(readKwaj(kwaj(4, big.length, kwajMszip(big)))).isEqualTo(big);
        assertThat(readKwaj(kwaj(4, -1, kwajMszip(big)))).isEqualTo(big);
    }

    @Test
    void readsLzhRunsAndMatches() throws IOException {
        byte[] content = Bytes.random(4, 70);
        assertThat(readKwaj(kwaj(3, 70, lzh(content, 0)))).isEqualTo(content);
        byte[] result = readKwaj(kwaj(3, 79, lzh(content, 30)));
        assertThat(Arrays.copyOf(result, 70)).isEqualTo(content);
        assertThat(Arrays.copyOfRange(result, 70, 79)).isEqualTo(Arrays.copyOfRange(content, 40, 49));
    }

    @Test
    void readsTheNamesInKwajHeaders() throws IOException {
        KwajFile file = KwajFile.open(ByteSource.of("t", kwaj(0, 13, TEXT)));
        assertThat(file.name()).isEqualTo("app.pdb");
        assertThat(file.size()).hasValue(13);
        assertThat(file.method()).isEqualTo(KwajFile.Method.STORED);
        KwajFile bare = KwajFile.open(ByteSource.of("t", kwaj(3, -1, TEXT)));
        assertThat(bare.name()).isEmpty();
        assertThat(bare.size()).isEmpty();
    }

    @Test
    void refusesDamagedKwaj() throws IOException {
        fails(Kind.UNSUPPORTED, "method 5", kwaj(5, 13, TEXT));
        fails(Kind.TRUNCATED, "yield 13 of 14", kwaj(0, 14, TEXT));
        fails(Kind.BAD_MAGIC, "CK", kwaj(4, 14, TEXT));
        fails(Kind.BAD_VALUE, "type 15", kwaj(3, 14, new byte[] {-1, -1, -1, -1}));
        fails(Kind.TRUNCATED, "inside the Huffman codes", kwaj(3, 14, new byte[2]));
        byte[] offset = kwaj(0, 13, TEXT);
        offset[10] = 13;
        fails(Kind.BAD_VALUE, "cannot start at 13", offset);
        KwajFile unknown = KwajFile.open(ByteSource.of("t", kwaj(0, -1, TEXT)));
        assertThatThrownBy(() -> Bytes.readAll(unknown.stream(12)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LIMIT));
    }

    @Test
    void recognisesEveryKindByItsMagic() {
        assertThat(CompressedFile.recognise("MSCF".getBytes(US_ASCII))).contains(CompressedFile.Kind.CABINET);
        assertThat(CompressedFile.recognise(SZDD)).contains(CompressedFile.Kind.SZDD);
        assertThat(CompressedFile.recognise(OLD)).contains(CompressedFile.Kind.SZDD);
        assertThat(CompressedFile.recognise(KWAJ)).contains(CompressedFile.Kind.KWAJ);
        assertThat(CompressedFile.recognise("Microsoft".getBytes(US_ASCII))).isEmpty();
        assertThat(CompressedFile.recognise("MSC".getBytes(US_ASCII))).isEmpty();
        assertThat(CompressedFile.recognise(new byte[0])).isEmpty();
    }

    @Test
    void givesNothingForAFileThatIsNotCompressed() throws IOException {
        assertThat(CompressedFile.open(ByteSource.of("t", TEXT), "t", 1)).isEmpty();
        assertThat(CompressedFile.open(ByteSource.of("t", new byte[0]), "t", 1)).isEmpty();
    }

    @Test
    void keepsSmallContentInMemoryAndLargeContentInAFileThatGoesAway() throws IOException {
        byte[] large = new byte[CompressedFile.IN_MEMORY + 1];
        large[large.length - 1] = 7;
        byte[] cabinet = new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(large)
                .file("a", 0, large.length)
                .file("b", 5, 10)
                .build();
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path dir = files.getPath("");
            try (ByteSource small = content(cabinet, "b", dir)) {
                assertThat(small.size()).isEqualTo(10);
                assertThat(small.name()).isEqualTo("t.pd_");
                assertThat(count(dir)).isZero();
            }
            try (ByteSource big = content(cabinet, "a", dir)) {
                byte[] last = new byte[1];
                big.read(big.size() - 1, last, 0, 1);
                assertThat(last[0]).isEqualTo((byte) 7);
                assertThat(big.name()).isEqualTo("t.pd_");
                assertThat(count(dir)).isOne();
            }
            assertThat(count(dir)).isZero();
            byte[] inverted = new byte[100];
            try (ByteSource unknown = content(kwaj(1, -1, inverted), "a", dir)) {
                assertThat(unknown.size()).isEqualTo(100);
                assertThat(count(dir)).isOne();
            }
            assertThatThrownBy(() -> content(kwaj(4, -1, TEXT), "a", dir)).isInstanceOf(FormatException.class);
            assertThat(count(dir)).isZero();
        }
    }

    private static ByteSource content(byte[] file, String wanted, Path dir) throws IOException {
        Optional<CompressedFile> compressed = CompressedFile.open(ByteSource.of("t.pd_", file), wanted, Bytes.MAX);
        return compressed.orElseThrow().content(dir);
    }

    private static long count(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.count();
        }
    }
}
