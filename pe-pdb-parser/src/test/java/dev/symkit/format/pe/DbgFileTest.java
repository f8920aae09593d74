// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DbgFileTest {
    private static ByteSource source(byte[] file) {
        return ByteSource.of("a.dbg", file);
    }

    @Test
    void readsTheHeader() throws IOException {
        byte[] file = new DbgBuilder()
                .timestamp(0xFEDCBA98L)
                .sizeOfImage(0x62040)
                .flags(0x8000)
                .build();
        assertThat(DbgFile.open(source(file))).isEqualTo(new DbgFile(0x14C, 0x0302, 0xFEDCBA98L, 0x62040, 2));
    }

    @Test
    void doesNotTakeTextForOne() throws IOException {
        String text = "DIRECTORY of C:\\symbols, written on a day in the last century by a tool\r\n";
        byte[] file = new LittleEndian().text(text.repeat(3)).toByteArray();
        assertThat(DbgFile.recognise(source(file))).isFalse();
        assertThatThrownBy(() -> DbgFile.open(source(file)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_MAGIC));
    }

    @Test
    void checksTheFieldsThatLeaveLittleChoice() throws IOException {
        for (DbgBuilder bad : new DbgBuilder[] {
            new DbgBuilder().flags(1), new DbgBuilder().sizeOfImage(0), new DbgBuilder().alignment(0x1001),
        }) {
            assertThat(DbgFile.recognise(source(bad.build()))).isFalse();
        }
        byte[] file = new DbgBuilder().build();
        file[26] = 1; // 65,538 sections
        assertThat(DbgFile.recognise(source(file))).isFalse();
        byte[] part = new DbgBuilder().build();
        part[32] = 27; // less than one debug directory entry
        assertThat(DbgFile.recognise(source(part))).isFalse();
    }

    @Test
    void needsTheWholeHeaderAndNoMore() throws IOException {
        byte[] file = new DbgBuilder().build();
        for (int cut = 0; cut < file.length; cut++) {
            assertThat(DbgFile.recognise(source(Arrays.copyOf(file, cut)))).isEqualTo(cut >= DbgFile.HEADER_SIZE);
        }
    }
}
