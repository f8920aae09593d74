// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChecksumsTest {
    private static final byte[] MD5 = new byte[16];

    private static C13Builder sample() {
        LittleEndian data = new LittleEndian()
                .u32(0x111)
                .u8(16)
                .u8(ChecksumEntry.MD5)
                .bytes(MD5)
                .pad(4)
                .u32(0x222)
                .u8(0)
                .u8(ChecksumEntry.NONE)
                .pad(4)
                .u32(0x333)
                .u8(3)
                .u8(9)
                .text("abc");
        return new C13Builder()
                .add(C13Reader.LINES, C13Builder.lines(0, 1, 0, 0))
                .add(C13Reader.FILE_CHECKSUMS, data);
    }

    private static Checksums checksums() throws IOException {
        C13Builder sample = sample();
        return Checksums.find(sample.stream(), 0, sample.size()).orElseThrow();
    }

    @Test
    void givesAllFilesWithTheirPlaces() throws IOException {
        assertThat(checksums().entries())
                .containsExactly(
                        new ChecksumEntry(0, 0x111, ChecksumEntry.MD5, Slice.copyOf(MD5, 0, 16)),
                        new ChecksumEntry(24, 0x222, ChecksumEntry.NONE, Slice.EMPTY),
                        new ChecksumEntry(32, 0x333, 9, Slice.copyOf(new byte[] {'a', 'b', 'c'}, 0, 3)));
    }

    @Test
    void findsTheFileThatALineNames() throws IOException {
        Checksums checksums = checksums();
        for (ChecksumEntry entry : checksums.entries()) {
            assertThat(checksums.at(entry.fileOffset())).isEqualTo(entry);
        }
        assertThat(checksums.size()).isEqualTo(41);
    }

    @Test
    void refusesAPlaceOutside() throws IOException {
        Checksums checksums = checksums();
        assertThatThrownBy(() -> checksums.at(41))
                .isInstanceOf(FormatException.class)
                .hasMessage("t.pdb: stream 9 +0x0000001C: file 41 lies outside the checksums of 41 bytes");
        assertThatThrownBy(() -> checksums.at(0xFFFFFFFFL)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> checksums.at(38)).hasMessageContaining("+0x00000042: 3 bytes are left");
    }

    @Test
    void aModuleMayHaveNone() throws IOException {
        C13Builder none = new C13Builder().add(C13Reader.LINES, new LittleEndian());
        assertThat(Checksums.find(none.stream(), 0, none.size())).isEmpty();
    }

    @Test
    void everyDamageGivesAResultOrAFormatException() throws IOException {
        C13Builder.damage(sample().build(), (stream, size) -> {
            var found = Checksums.find(stream, 0, size);
            if (found.isPresent()) {
                found.get().entries();
                found.get().at(24);
            }
        });
    }
}
