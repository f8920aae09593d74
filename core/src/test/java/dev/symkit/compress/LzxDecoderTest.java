// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.LzxBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LzxDecoderTest {
    private static final int TRANSLATION = 12_000_000;

    /** A cabinet with blocks of different types and lengths, most of them longer or shorter than a frame. */
    static byte[] cabinet(byte[] content, int windowBits, int translation, int... types) {
        LzxBuilder lzx = new LzxBuilder(windowBits, translation);
        int at = 0;
        for (int i = 0; at < content.length; i++) {
            int length = Math.min(content.length - at, 1 + (i * 40_503 + 17_001) % 50_021);
            lzx.block(types[i % types.length], Arrays.copyOfRange(content, at, at + length));
            at += length;
        }
        return folder(lzx, windowBits, content.length);
    }

    private static byte[] folder(LzxBuilder lzx, int windowBits, int size) {
        return new CabBuilder()
                .folder(CabBuilder.lzx(windowBits))
                .blocks(lzx)
                .file("a", 0, size)
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18, 19, 20, 21})
    void readsAllBlockTypesWithEveryWindow(int windowBits) throws IOException {
        byte[] content = Bytes.mixed(windowBits, 400_000);
        assertThat(Bytes.single(cabinet(content, windowBits, 0, 1, 2, 3, 2, 3, 1, 3)))
                .isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void readsBlocksOfOneType(int type) throws IOException {
        byte[] content = Bytes.mixed(type, 120_001);
        assertThat(Bytes.single(cabinet(content, 16, 0, type))).isEqualTo(content);
    }

    @Test
    void readsMatchesThatGoBackOverTheEndOfTheWindow() throws IOException {
        byte[] half = Bytes.random(3, 32_000);
        byte[] content = new byte[half.length * 4];
        for (int i = 0; i < content.length; i++) {
            content[i] = half[i % half.length];
        }
        byte[] cabinet = cabinet(content, 15, 0, 1);
        assertThat(cabinet.length).isLessThan(content.length / 2);
        assertThat(Bytes.single(cabinet)).isEqualTo(content);
    }

    @Test
    void undoesTheTranslationOfCallsButKeepsTheWindowAsItWas() throws IOException {
        // Two frames: the second one repeats the first, so its matches must see bytes that are not translated.
        byte[] encoded = new byte[2 * 32768];
        call(encoded, 100, 5000);
        call(encoded, 300, TRANSLATION);
        call(encoded, 400, -300);
        call(encoded, 500, -501);
        call(encoded, 32768 - 11, 7);
        call(encoded, 32768 - 10, 7);
        System.arraycopy(encoded, 0, encoded, 32768, 32768);
        byte[] expected = encoded.clone();
        call(expected, 100, 5000 - 100);
        call(expected, 400, TRANSLATION - 300);
        call(expected, 32768 - 11, asInt(encoded, 32768 - 10) - (32768 - 11));
        int second = 32768;
        call(expected, second + 100, 5000 - second - 100);
        call(expected, second + 400, TRANSLATION - 300);
        call(expected, second + 500, TRANSLATION - 501);
        call(expected, 2 * second - 11, asInt(encoded, 2 * second - 10) - (2 * second - 11));
        LzxBuilder lzx = new LzxBuilder(15, TRANSLATION).block(LzxBuilder.VERBATIM, encoded);
        assertThat(Bytes.single(folder(lzx, 15, encoded.length))).isEqualTo(expected);
    }

    private static void call(byte[] bytes, int at, int target) {
        bytes[at] = (byte) 0xE8;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + 1, target);
    }

    private static int asInt(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static void fails(Kind kind, String message, byte[] data, int size) {
        byte[] cabinet = new CabBuilder()
                .folder(CabBuilder.lzx(15))
                .block(data, size)
                .file("a", 0, size)
                .build();
        assertThatThrownBy(() -> Bytes.single(cabinet))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message)
                .hasMessageContaining("block 0 of folder 0 +0x");
    }

    private static LzxBuilder stream() {
        return new LzxBuilder(15, 0);
    }

    private static byte[] data(LzxBuilder builder) {
        // An uncompressed block that is never read closes the frame, so that the bits before it come out.
        return builder.block(LzxBuilder.UNCOMPRESSED, new byte[1])
                .build()
                .get(0)
                .bytes();
    }

    @Test
    void refusesUnknownBlockTypes() {
        fails(Kind.BAD_VALUE, "block type 0", data(stream().put(0, 3).put(0, 16).put(10, 8)), 10);
        fails(Kind.BAD_VALUE, "block type 7", data(stream().put(7, 3).put(0, 16).put(10, 8)), 10);
    }

    @Test
    void refusesCodesThatAreOverFullOrIncomplete() {
        LzxBuilder full = stream().put(1, 3).put(0, 16).put(10, 8);
        LzxBuilder part = stream().put(1, 3).put(0, 16).put(10, 8);
        for (int i = 0; i < 20; i++) {
            full.put(1, 4);
            part.put(i == 0 ? 2 : 0, 4);
        }
        fails(Kind.BAD_VALUE, "more codes than bits allow", data(full), 10);
        fails(Kind.BAD_VALUE, "leaves codes without a symbol", data(part), 10);
    }

    @Test
    void refusesTheUseOfATreeWithoutCodes() {
        LzxBuilder none = stream().put(1, 3).put(0, 16).put(10, 8);
        for (int i = 0; i < 20; i++) {
            none.put(0, 4);
        }
        fails(Kind.BAD_VALUE, "has no symbol", data(none), 10);
    }

    /** Code lengths by runs: a pre-tree with two codes, 0 and 18; the main tree gets no length at all. */
    @Test
    void refusesRunsOverTheEndOfATree() {
        LzxBuilder runs = stream().put(1, 3).put(0, 16).put(10, 8);
        for (int i = 0; i < 20; i++) {
            runs.put(i == 0 || i == 18 ? 1 : 0, 4);
        }
        for (int i = 0; i < 6; i++) {
            runs.put(1, 1).put(31, 5);
        }
        fails(Kind.BAD_VALUE, "goes past the end of its tree", data(runs), 10);
    }

    @Test
    void refusesMatchesFromBeforeTheStart() {
        // R0 is 1 at the start: the first symbol of the block must be a literal.
        byte[] whole = stream().block(1, new byte[10]).build().get(0).bytes();
        byte[] changed = withFirstSymbol(whole, 256);
        fails(Kind.BAD_VALUE, "before the start", changed, 10);
        assertThat(changed).isNotEqualTo(whole);
    }

    /** Replaces the first main symbol of a stream of ten zeros: code 0 of 8 bits, then a match of nine. */
    private static byte[] withFirstSymbol(byte[] data, int symbol) {
        byte[] changed = data.clone();
        int headerBits = 1 + 27 + bitsOfTrees();
        int code = symbol + 16; // 9 bits, as 496 symbols leave 16 short codes
        for (int i = 0; i < 9; i++) {
            int at = headerBits + i;
            int index = at / 16 * 2 + (at % 16 < 8 ? 1 : 0);
            int mask = 0x80 >>> (at % 8);
            boolean set = (code >>> (8 - i) & 1) != 0;
            changed[index] = (byte) (set ? changed[index] | mask : changed[index] & ~mask);
        }
        return changed;
    }

    /** Bits of three pre-trees and of all lengths, which are 8 or 9 (main) and 7 or 8 (lengths), coded as 17 less that. */
    private static int bitsOfTrees() {
        int bits = 3 * 20 * 4;
        for (int i = 0; i < 496; i++) {
            bits += preBits(17 - (i < 16 ? 8 : 9));
        }
        for (int i = 0; i < 249; i++) {
            bits += preBits(17 - (i < 7 ? 7 : 8));
        }
        return bits;
    }

    private static int preBits(int symbol) {
        return symbol < 12 ? 4 : 5;
    }

    @Test
    void refusesDataThatEndEarly() {
        byte[] whole = stream().block(2, Bytes.random(1, 3000)).build().get(0).bytes();
        for (int length = 0; length < whole.length - 4; length += 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            byte[] cabinet = new CabBuilder()
                    .folder(CabBuilder.lzx(15))
                    .block(cut, 3000)
                    .file("a", 0, 3000)
                    .build();
            assertThatThrownBy(() -> Bytes.single(cabinet)).isInstanceOf(FormatException.class);
        }
        byte[] raw = stream().block(3, Bytes.random(1, 3000)).build().get(0).bytes();
        fails(Kind.TRUNCATED, "the block has", Arrays.copyOf(raw, raw.length - 1), 3000);
        fails(Kind.TRUNCATED, "4 bytes are needed", Arrays.copyOf(raw, 9), 3000);
    }

    @Test
    void refusesShortFramesBeforeTheLast() {
        byte[] frame = stream().block(3, new byte[100]).build().get(0).bytes();
        byte[] cabinet = new CabBuilder()
                .folder(CabBuilder.lzx(15))
                .block(frame, 100)
                .block(frame, 100)
                .file("a", 0, 200)
                .build();
        assertThatThrownBy(() -> Bytes.single(cabinet))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("before the last one yields 100");
    }
}
