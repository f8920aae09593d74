// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class C13ReaderTest {
    private static C13Builder sample() {
        return new C13Builder()
                .add(C13Reader.STRING_TABLE, new LittleEndian().text("\0a.c\0"))
                .add(0x80000000 | C13Reader.LINES, new LittleEndian().u32(1))
                .add(0x1234, new LittleEndian().u8(7));
    }

    @Test
    void givesKindPlaceAndLengthAndPassesOverIgnoredOnes() throws IOException {
        C13Builder sample = sample();
        C13Reader reader = new C13Reader(sample.stream(), 0, sample.size());
        assertThat(reader.next()).isTrue();
        assertThat(reader.kind()).isEqualTo(0xF3);
        assertThat(reader.offset()).isEqualTo(8);
        assertThat(reader.length()).isEqualTo(5);
        assertThat(reader.raw()).hasToString("00612E6300");
        assertThat(reader.data().origin().offset()).isEqualTo(8);
        assertThat(reader.data().remaining()).isEqualTo(5);
        assertThat(reader.next()).isTrue();
        assertThat(reader.kind()).isEqualTo(0x1234);
        assertThat(reader.offset()).isEqualTo(36);
        assertThat(reader.raw()).hasToString("07");
        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void startsAnywhereAndAlignsFromTheStartOfTheStream() throws IOException {
        LittleEndian stream = new LittleEndian().u32(4).u32(0xFFFFFFFFL);
        stream.u32(0xF3).u32(1).u8(9).pad(4).u32(0xF4).u32(0);
        RandomBytes bytes = new C13Builder.Bytes(stream.toByteArray());
        C13Reader reader = new C13Reader(bytes, 8, 28);
        assertThat(reader.next(0xF4)).isTrue();
        assertThat(reader.length()).isZero();
        assertThat(reader.offset()).isEqualTo(28);
        assertThat(reader.next(0xF4)).isFalse();
        reader.reset(bytes, 8, 20);
        assertThat(reader.next()).isTrue();
        assertThat(reader.kind()).isEqualTo(0xF3);
    }

    @Test
    void theLastPaddingMayBeMissing() throws IOException {
        C13Builder sample = sample();
        byte[] cut = Arrays.copyOf(sample.build(), (int) sample.size() - 3);
        C13Reader reader = new C13Reader(new C13Builder.Bytes(cut), 0, cut.length);
        assertThat(reader.next(0x1234)).isTrue();
        assertThat(reader.raw()).hasToString("07");
        assertThat(reader.next()).isFalse();
    }

    @Test
    void readsSubsectionsLargerThanItsChunk() throws IOException {
        byte[] large = new byte[200_000];
        large[199_999] = 5;
        C13Builder sample = new C13Builder()
                .add(0xF3, new LittleEndian().bytes(large))
                .add(0xF3, new LittleEndian().bytes(large))
                .add(0xF4, new LittleEndian().u8(6));
        C13Reader reader = new C13Reader(sample.stream(), 0, sample.size());
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.raw().toByteArray()).isEqualTo(large);
        assertThat(reader.next()).isTrue();
        assertThat(reader.data().u8()).isEqualTo(6);
    }

    @Test
    void namesTheFieldThatDoesNotFit() {
        byte[] bad = new LittleEndian().u32(0xF2).u32(0x7FFFFFFF).u32(0).toByteArray();
        assertThatThrownBy(() -> new C13Reader(new C13Builder.Bytes(bad), 0, bad.length).next())
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED))
                .hasMessage(
                        "t.pdb: stream 9 +0x00000004: C13 subsection size 0x7FFFFFFF exceeds the 0x00000004 bytes left");
    }

    @Test
    void refusesASubsectionTooLargeForTheHeap() {
        long size = 1L << 30;
        byte[] head = new LittleEndian().u32(0xF4).u32(size).toByteArray();
        RandomBytes stream = new RandomBytes() {
            @Override
            public Origin origin() {
                return new Origin("t.pdb", "stream 9", 0);
            }

            @Override
            public long size() {
                return size + 8;
            }

            @Override
            public void read(long offset, byte[] into, int at, int length) {
                Arrays.fill(into, at, at + length, (byte) 0);
                if (offset == 0) {
                    System.arraycopy(head, 0, into, at, head.length);
                }
            }
        };
        C13Reader reader = new C13Reader(stream, 0, size + 8);
        assertThatThrownBy(() -> {
                    reader.next();
                    reader.raw();
                })
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }

    @Test
    void everyDamageGivesAResultOrAFormatException() throws IOException {
        C13Builder.damage(sample().build(), (stream, size) -> {
            C13Reader reader = new C13Reader(stream, 0, size);
            while (reader.next()) {
                reader.raw();
            }
        });
    }
}
