// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class InlineeTableTest {
    private static final int IMPORTED = 0x80100002;

    private static C13Builder sample() {
        LittleEndian plain = new LittleEndian()
                .u32(0)
                .u32(Integer.toUnsignedLong(IMPORTED))
                .u32(0x18)
                .u32(7)
                .u32(0x1003)
                .u32(0)
                .u32(0xFFFFFFFFL)
                .u32(0x1003)
                .u32(5)
                .u32(6);
        LittleEndian extra = new LittleEndian()
                .u32(1)
                .u32(0x1002)
                .u32(0xFFFFFFF0L)
                .u32(9)
                .u32(2)
                .u32(0x30)
                .u32(0x48)
                .u32(0x1009)
                .u32(1)
                .u32(2)
                .u32(0);
        return new C13Builder()
                .add(C13Reader.INLINEE_LINES, plain)
                .add(C13Reader.INLINEE_LINES, new LittleEndian().u32(0))
                .add(C13Reader.LINES, C13Builder.lines(0, 1, 0, 0))
                .add(C13Reader.INLINEE_LINES, extra);
    }

    @Test
    void findsIdsAsTheyAreStored() throws IOException {
        C13Builder sample = sample();
        InlineeTable table = InlineeTable.read(sample.stream(), 0, sample.size());
        assertThat(table.size()).isEqualTo(5);
        assertThat(table.id(0)).isEqualTo(0x1002);
        assertThat(table.id(4)).as("ids are unsigned").isEqualTo(IMPORTED);
        int imported = table.find(IMPORTED);
        assertThat(table.fileOffset(imported)).isEqualTo(0x18);
        assertThat(table.line(imported)).isEqualTo(7);
        int first = table.find(0x1003);
        assertThat(table.line(first)).as("the first of two").isEqualTo(0xFFFFFFFFL);
        assertThat(table.fileOffset(table.find(0x1002))).isEqualTo(0xFFFFFFF0L);
        assertThat(table.find(0x1004)).isEqualTo(InlineeTable.NONE);
        assertThat(table.find(-1)).isEqualTo(InlineeTable.NONE);
        assertThat(table.find(0)).isEqualTo(InlineeTable.NONE);
    }

    @Test
    void walksOverAllSubsections() throws IOException {
        C13Builder sample = sample();
        InlineeReader reader = new InlineeReader(sample.stream(), 0, sample.size());
        assertThat(reader.next()).isTrue();
        assertThat(reader.id()).isEqualTo(IMPORTED);
        assertThat(reader.extraFileCount()).isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(reader.next()).isTrue();
        }
        assertThat(reader.id()).isEqualTo(0x1002);
        assertThat(reader.line()).isEqualTo(9);
        assertThat(reader.extraFileCount()).isEqualTo(2);
        assertThat(reader.extraFileOffset(1)).isEqualTo(0x48);
        assertThat(reader.next()).isTrue();
        assertThat(reader.id()).isEqualTo(0x1009);
        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void growsAsNeeded() throws IOException {
        LittleEndian data = new LittleEndian().u32(0);
        for (int i = 999; i >= 0; i--) {
            data.u32(i).u32(2L * i).u32(3L * i);
        }
        C13Builder built = new C13Builder().add(C13Reader.INLINEE_LINES, data);
        InlineeTable table = InlineeTable.read(built.stream(), 0, built.size());
        for (int i = 0; i < 1000; i++) {
            int entry = table.find(i);
            assertThat(entry).isEqualTo(i);
            assertThat(table.fileOffset(entry)).isEqualTo(2L * i);
            assertThat(table.line(entry)).isEqualTo(3L * i);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        refuses(new LittleEndian().u16(0), FormatException.Kind.BAD_VALUE, "too small");
        refuses(new LittleEndian().u32(2), FormatException.Kind.UNSUPPORTED, "form 2 of inlinee lines is not known");
        refuses(new LittleEndian().u32(0).u32(1), FormatException.Kind.BAD_VALUE, "4 bytes are left");
        LittleEndian extra = new LittleEndian().u32(1).u32(1).u32(2).u32(3).u32(0x40000000);
        refuses(extra, FormatException.Kind.BAD_VALUE, "1073741824 more files do not fit in the 0 bytes left");
    }

    private static void refuses(LittleEndian data, FormatException.Kind kind, String problem) {
        C13Builder built = new C13Builder().add(C13Reader.INLINEE_LINES, data);
        assertThatThrownBy(() -> InlineeTable.read(built.stream(), 0, built.size()))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(problem);
    }

    @Test
    void everyDamageGivesAResultOrAFormatException() throws IOException {
        C13Builder.damage(sample().build(), (stream, size) -> {
            InlineeTable.read(stream, 0, size);
            InlineeReader reader = new InlineeReader(stream, 0, size);
            while (reader.next()) {
                for (int i = 0; i < reader.extraFileCount(); i++) {
                    reader.extraFileOffset(i);
                }
            }
        });
    }
}
