// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesReaderTest {
    private static C13Builder sample() {
        LittleEndian plain = C13Builder.lines(0x100, 1, 0, 0x20);
        C13Builder.file(plain, 0x18, 0, 10, 4, LineEntry.NEVER_STEP_INTO, 8, 12);
        C13Builder.file(plain, 0x30, 6, 99);
        LittleEndian columns = C13Builder.lines(0xFFFFFFF0L, 2, 1, 0x10)
                .u32(0)
                .u32(2)
                .u32(36)
                .u32(0)
                .u32(C13Builder.word(7, 3, false))
                .u32(5)
                .u32(C13Builder.word(8, 0, true))
                .u16(1)
                .u16(20)
                .u16(5)
                .u16(9);
        return new C13Builder()
                .add(C13Reader.FILE_CHECKSUMS, new LittleEndian().u32(1).u16(0))
                .add(C13Reader.LINES, plain)
                .add(C13Reader.INLINEE_LINES, new LittleEndian().u32(0))
                .add(C13Reader.LINES, columns);
    }

    private static LinesReader reader(C13Builder built) {
        return new LinesReader(built.stream(), 0, built.size());
    }

    private static List<LineEntry> all(LinesReader lines) throws IOException {
        List<LineEntry> entries = new ArrayList<>();
        while (lines.nextBlock()) {
            while (lines.nextFile()) {
                while (lines.nextRow()) {
                    entries.add(lines.decode());
                }
            }
        }
        return entries;
    }

    @Test
    void givesAllRowsInTheOrderOfTheModule() throws IOException {
        assertThat(all(reader(sample())))
                .containsExactly(
                        new LineEntry(1, 0x100, 0x18, 10, 0, true, 0, 0),
                        new LineEntry(1, 0x104, 0x18, 0xF00F00, 0, true, 0, 0),
                        new LineEntry(1, 0x108, 0x18, 12, 0, true, 0, 0),
                        new LineEntry(1, 0x106, 0x30, 99, 0, true, 0, 0),
                        new LineEntry(2, 0xFFFFFFF0L, 0, 7, 3, false, 1, 20),
                        new LineEntry(2, 0xFFFFFFF5L, 0, 8, 0, true, 5, 9));
    }

    @Test
    void showsBlockAndFileWithoutDecoding() throws IOException {
        LinesReader lines = reader(sample());
        assertThat(lines.nextBlock()).isTrue();
        assertThat(lines.section()).isEqualTo(1);
        assertThat(lines.codeOffset()).isEqualTo(0x100);
        assertThat(lines.codeSize()).isEqualTo(0x20);
        assertThat(lines.flags()).isZero();
        assertThat(lines.hasColumns()).isFalse();
        assertThat(lines.nextFile()).isTrue();
        assertThat(lines.fileOffset()).isEqualTo(0x18);
        assertThat(lines.rowCount()).isEqualTo(3);
        assertThat(lines.nextRow()).isTrue();
        assertThat(lines.isHidden()).isFalse();
        assertThat(lines.startColumn()).isZero();
        assertThat(lines.nextRow()).isTrue();
        assertThat(lines.isHidden()).isTrue();
        assertThat(lines.rowOffset()).isEqualTo(4);
        assertThat(lines.nextBlock()).as("the rest of a block may be left out").isTrue();
        assertThat(lines.nextRow()).isFalse();
        assertThat(lines.nextFile()).isTrue();
        assertThat(lines.nextRow()).isTrue();
        assertThat(lines.lineDelta()).isEqualTo(3);
        assertThat(lines.isStatement()).isFalse();
        assertThat(lines.startColumn()).isEqualTo(1);
        assertThat(lines.endColumn()).isEqualTo(20);
        assertThat(lines.decode().endLine()).isEqualTo(10);
        assertThat(lines.nextBlock()).isFalse();
    }

    @Test
    void servesOneModuleAfterTheOther() throws IOException {
        C13Builder first = sample();
        LinesReader lines = reader(first);
        assertThat(lines.nextBlock()).isTrue();
        assertThat(lines.nextFile()).isTrue();
        lines.reset(first.stream(), 0, first.size());
        assertThat(lines.nextRow()).isFalse();
        assertThat(lines.nextFile()).isFalse();
        assertThat(all(lines)).hasSize(6);
        lines.reset(first.stream(), 5, 5);
        assertThat(lines.nextBlock()).isFalse();
    }

    @Test
    void refusesMoreRowsThanTheFileHasRoomFor() throws IOException {
        LittleEndian block =
                C13Builder.lines(0, 1, 1, 1).u32(0).u32(1).u32(20).u32(0).u32(0);
        LinesReader lines = reader(new C13Builder().add(C13Reader.LINES, block));
        assertThat(lines.nextBlock()).isTrue();
        assertThatThrownBy(lines::nextFile)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_VALUE))
                .hasMessage("t.pdb: stream 9 +0x00000018: 1 lines do not fit in 8 bytes");
    }

    @Test
    void refusesAFileLargerThanItsBlock() throws IOException {
        LittleEndian block = C13Builder.lines(0, 1, 0, 1).u32(0).u32(0).u32(13);
        LinesReader lines = reader(new C13Builder().add(C13Reader.LINES, block));
        assertThat(lines.nextBlock()).isTrue();
        assertThatThrownBy(lines::nextFile).hasMessageContaining("+0x0000001C: size 13 ");
    }

    @Test
    void refusesABlockWithoutRoomForItsHeader() {
        LinesReader lines = reader(new C13Builder().add(C13Reader.LINES, new LittleEndian().u32(1)));
        assertThatThrownBy(lines::nextBlock).isInstanceOf(FormatException.class).hasMessageContaining("too small");
    }

    @Test
    void everyDamageGivesAResultOrAFormatException() throws IOException {
        C13Builder.damage(sample().build(), (stream, size) -> all(new LinesReader(stream, 0, size)));
    }
}
