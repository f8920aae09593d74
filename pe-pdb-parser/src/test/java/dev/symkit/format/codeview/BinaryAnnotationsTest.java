// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.testkit.Props;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryAnnotationsTest {
    private static final Origin PLACE = new Origin("t.pdb", "stream 9", 0);

    private static BinaryAnnotations of(int... operations) {
        byte[] bytes = new byte[operations.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) operations[i];
        }
        BinaryAnnotations annotations = new BinaryAnnotations();
        annotations.reset(bytes, 0, bytes.length, PLACE, 0x40, 0x18, 100);
        return annotations;
    }

    /** Each row as code offset, length, file, line. */
    private static List<List<Long>> rows(BinaryAnnotations annotations) throws FormatException {
        List<List<Long>> rows = new ArrayList<>();
        while (annotations.next()) {
            rows.add(List.of(
                    annotations.codeOffset(), annotations.length(), annotations.fileOffset(), annotations.line()));
        }
        return rows;
    }

    @Test
    void rowsComeFromCodeOffsetsAndTakeTheirLengthLater() throws FormatException {
        // line +2, code +5, both (+1, code +3), length 4, padding
        BinaryAnnotations annotations = of(6, 4, 3, 5, 11, 0x23, 4, 4, 0, 0);
        assertThat(rows(annotations)).containsExactly(List.of(5L, -1L, 0x18L, 102L), List.of(8L, 4L, 0x18L, 103L));
        annotations.rewind();
        assertThat(annotations.next()).isTrue();
        assertThat(annotations.rowEnd(99)).as("reaches to the next row").isEqualTo(8);
        assertThat(annotations.next()).isTrue();
        assertThat(annotations.rowEnd(99)).isEqualTo(12);
        assertThat(annotations.next()).isFalse();
        assertThat(annotations.next()).isFalse();
    }

    @Test
    void aLengthMovesTheCodeOn() throws FormatException {
        assertThat(rows(of(3, 2, 4, 6, 3, 1)))
                .containsExactly(List.of(2L, 6L, 0x18L, 100L), List.of(9L, -1L, 0x18L, 100L));
    }

    @Test
    void aRowWithItsOwnLengthKeepsIt() throws FormatException {
        assertThat(rows(of(12, 3, 8, 4, 2, 3, 1)))
                .containsExactly(List.of(8L, 3L, 0x18L, 100L), List.of(11L, -1L, 0x18L, 100L));
    }

    @Test
    void theLastRowMayBeOpen() throws FormatException {
        BinaryAnnotations annotations = of(3, 2);
        assertThat(annotations.next()).isTrue();
        assertThat(annotations.length()).isEqualTo(BinaryAnnotations.NONE);
        assertThat(annotations.rowEnd(77)).isEqualTo(77);
        assertThat(annotations.seek(76, 77)).isTrue();
        assertThat(annotations.seek(77, 77)).isFalse();
    }

    @Test
    void filesBaseOffsetsAndColumnsChange() throws FormatException {
        BinaryAnnotations annotations = of(2, 0x10, 1, 7, 5, 0x30, 7, 4, 8, 0, 9, 11, 13, 20, 10, 5, 6, 0x05, 3, 1);
        assertThat(annotations.next()).isTrue();
        assertThat(annotations.codeOffset()).isEqualTo(0x18);
        assertThat(annotations.fileOffset()).isEqualTo(0x30);
        assertThat(annotations.line()).isEqualTo(98);
        assertThat(annotations.lineSpan()).isEqualTo(4);
        assertThat(annotations.isStatement()).isFalse();
        assertThat(annotations.startColumn()).isEqualTo(11);
        assertThat(annotations.endColumn()).isEqualTo(18);
        assertThat(annotations.next()).isFalse();
    }

    @Test
    void numbersHaveOneTwoOrFourBytes() throws FormatException {
        assertThat(rows(of(3, 0x7F))).containsExactly(List.of(0x7FL, -1L, 0x18L, 100L));
        assertThat(rows(of(3, 0x81, 0x02))).containsExactly(List.of(0x102L, -1L, 0x18L, 100L));
        assertThat(rows(of(3, 0xDF, 0xFF, 0xFF, 0xFF))).containsExactly(List.of(0x1FFFFFFFL, -1L, 0x18L, 100L));
        assertThat(rows(of(6, 0x83, 3, 3, 0))).containsExactly(List.of(0L, -1L, 0x18L, 100L - 0x181));
    }

    @Test
    void seekFindsTheRowOfAnAddress() throws FormatException {
        // [4,8) line 101, [8,10) line 102, gap, [20,23) line 100
        BinaryAnnotations annotations = of(6, 2, 3, 4, 11, 0x24, 4, 2, 6, 5, 3, 10, 4, 3);
        assertThat(annotations.seek(3, 50)).isFalse();
        assertThat(annotations.seek(4, 50)).isTrue();
        assertThat(annotations.line()).isEqualTo(101);
        assertThat(annotations.seek(9, 50)).isTrue();
        assertThat(annotations.line()).isEqualTo(102);
        assertThat(annotations.seek(10, 50)).isFalse();
        assertThat(annotations.seek(22, 50)).isTrue();
        assertThat(annotations.line()).isEqualTo(100);
        assertThat(annotations.seek(4, 50)).as("searches from the start").isTrue();
    }

    @Test
    void aWalkWithoutOperationsHasNoRows() throws FormatException {
        assertThat(new BinaryAnnotations().next()).isFalse();
        assertThat(of().next()).isFalse();
        assertThat(of(4, 5).next()).isFalse();
        assertThat(of(0, 3, 1).next()).isFalse();
    }

    @Test
    void damageIsReportedWithItsPlace() {
        refuses(of(14, 1), FormatException.Kind.BAD_VALUE, 0x41, "0xE is no operation");
        refuses(of(0xDF, 0xFF, 0xFF, 0xFF), FormatException.Kind.BAD_VALUE, 0x44, "0x1FFFFFFF is no operation");
        refuses(of(3, 0xE0), FormatException.Kind.BAD_VALUE, 0x41, "0xE0 does not begin a compressed number");
        refuses(of(3), FormatException.Kind.TRUNCATED, 0x41, "end inside an operation");
        refuses(of(3, 0x80), FormatException.Kind.TRUNCATED, 0x41, "number of 2 bytes does not fit");
        refuses(of(3, 0xC0, 0, 0), FormatException.Kind.TRUNCATED, 0x41, "number of 4 bytes does not fit");
        refuses(of(12, 1), FormatException.Kind.TRUNCATED, 0x42, "end inside an operation");
    }

    private static void refuses(BinaryAnnotations annotations, FormatException.Kind kind, long offset, String problem) {
        assertThatThrownBy(() -> rows(annotations))
                .isInstanceOfSatisfying(FormatException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.offset()).isEqualTo(offset);
                })
                .hasMessageContaining(problem);
    }

    @Test
    void anyBytesGiveRowsOrAFormatException() {
        Props.forAll(
                8,
                20_000,
                random -> random.ints(random.nextInt(20), 0, 256)
                        .map(value -> random.nextInt(3) == 0 ? value : value % 14)
                        .boxed()
                        .toList(),
                values -> {
                    BinaryAnnotations annotations =
                            of(values.stream().mapToInt(Integer::intValue).toArray());
                    try {
                        assertThat(rows(annotations)).hasSizeLessThanOrEqualTo(values.size());
                    } catch (FormatException refused) {
                        assertThat(refused.offset()).isBetween(0x40L, 0x40L + values.size());
                    }
                });
    }
}
