// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.testkit.LittleEndian;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ByteCursorTest {
    private static final UUID GUID = UUID.fromString("01234567-89ab-cdef-8123-456789abcdef");
    private static final byte[] FIELDS = new LittleEndian()
            .u8(0xFE)
            .u16(0xFEDC)
            .u32(0xFEDCBA98L)
            .u32(0xFFFFFFFEL)
            .guid(GUID)
            .nulTerminated("ab")
            .pad(4)
            .u8(7)
            .toByteArray();

    static IntStream cuts() {
        return IntStream.range(0, FIELDS.length);
    }

    private static ByteCursor cursor(byte[] bytes, int length) {
        return new ByteCursor(bytes, 0, length, new Origin("t.pdb", "stream 8", 0x40));
    }

    private static void decode(ByteCursor in) throws FormatException {
        assertThat(in.u8()).isEqualTo(0xFE);
        assertThat(in.u16()).isEqualTo(0xFEDC);
        assertThat(in.u32()).isEqualTo(0xFEDCBA98L);
        assertThat(in.i32()).isEqualTo(-2);
        assertThat(in.guid()).isEqualTo(GUID);
        assertThat(in.slice(2).bytes(2)).isEqualTo("ab".getBytes(ISO_8859_1));
        in.skip(1);
        in.align4();
        assertThat(in.u8()).isEqualTo(7);
    }

    @Test
    void readsFieldsInOrder() throws FormatException {
        ByteCursor in = cursor(FIELDS, FIELDS.length);
        decode(in);
        assertThat(in.remaining()).isZero();
        assertThat(in.position()).isEqualTo(FIELDS.length);
    }

    @ParameterizedTest(name = "cut at {0}")
    @MethodSource("cuts")
    void everyTruncationIsReportedWithItsOffset(int length) {
        assertThatThrownBy(() -> decode(cursor(FIELDS, length)))
                .isInstanceOfSatisfying(FormatException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED);
                    assertThat(e.offset()).isBetween(0x40L, 0x40L + length);
                    assertThat(e.file()).isEqualTo("t.pdb");
                    assertThat(e.structure()).isEqualTo("stream 8");
                })
                .hasMessageStartingWith("t.pdb: stream 8 +0x000000");
    }

    @Test
    void readsAtAnOffsetOfTheArrayOnly() throws FormatException {
        ByteCursor in = new ByteCursor(new byte[] {9, 1, 0, 9}, 1, 2, new Origin("f", "s", 0));
        assertThat(in.u16()).isEqualTo(1);
        assertThatThrownBy(in::u8).isInstanceOf(FormatException.class);
    }

    @Test
    void findsNulWithoutMoving() {
        ByteCursor in = cursor(new byte[] {1, 2, 0, 3}, 4);
        assertThat(in.lengthToNul()).isEqualTo(2);
        assertThat(in.position()).isZero();
        assertThat(cursor(new byte[] {1, 2, 0, 3}, 2).lengthToNul()).isEqualTo(-1);
    }

    @Test
    void refusesNegativeAndHugeSkips() {
        ByteCursor in = cursor(new byte[4], 4);
        assertThatThrownBy(() -> in.skip(-1)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> in.skip(1L << 32)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> in.bytes(Integer.MAX_VALUE)).isInstanceOf(FormatException.class);
        assertThat(in.position()).isZero();
    }
}
