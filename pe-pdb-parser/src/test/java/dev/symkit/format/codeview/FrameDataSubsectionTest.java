// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FrameDataSubsectionTest {
    private static LittleEndian frame(LittleEndian to, long start) {
        return to.u32(start)
                .u32(0x20)
                .u32(4)
                .u32(8)
                .u32(12)
                .u32(0x55)
                .u16(3)
                .u16(0xFFFF)
                .u32(FrameData.HAS_SEH | FrameData.FUNCTION_START);
    }

    private static FrameDataSubsection decode(LittleEndian data) throws IOException {
        C13Builder built = new C13Builder().add(C13Reader.FRAME_DATA, data);
        C13Reader reader = new C13Reader(built.stream(), 0, built.size());
        assertThat(reader.next(C13Reader.FRAME_DATA)).isTrue();
        return FrameDataSubsection.decode(reader.data());
    }

    @Test
    void givesThePrefixAndAllRecords() throws IOException {
        LittleEndian data = frame(frame(new LittleEndian().u32(0xFFFFFFF0L), 0x100), 0xFFFFFFFFL);
        FrameDataSubsection decoded = decode(data.u16(1));
        assertThat(decoded.relocation()).isEqualTo(0xFFFFFFF0L);
        assertThat(decoded.frames())
                .containsExactly(
                        new FrameData(0x100, 0x20, 4, 8, 12, 0x55, 3, 0xFFFF, 5),
                        new FrameData(0xFFFFFFFFL, 0x20, 4, 8, 12, 0x55, 3, 0xFFFF, 5));
    }

    @Test
    void aPrefixAloneHasNoRecords() throws IOException {
        assertThat(decode(new LittleEndian().u32(1)).frames()).isEmpty();
        assertThatThrownBy(() -> decode(new LittleEndian().u16(1)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
    }
}
