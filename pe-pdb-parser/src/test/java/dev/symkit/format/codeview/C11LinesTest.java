// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class C11LinesTest {
    /** Two files: a.c with blocks in sections 1 and 2, b.h with one in section 1. */
    private static byte[] sample(boolean lengthPrefixed) {
        LittleEndian out = new LittleEndian();
        int a = 32;
        int blocks = a + 4 + 24 + 8;
        out.u16(2).u16(2).u32(a).u32(blocks + 44);
        out.u32(0x100).u32(0x1FF).u32(0x10).u32(0x1F).u16(1).u16(2).pad(4);
        out.u16(2)
                .u16(0)
                .u32(blocks)
                .u32(blocks + 28)
                .u32(0x100)
                .u32(0x10F)
                .u32(0x10)
                .u32(0x1F);
        name(out, "a.c", lengthPrefixed).padTo(blocks);
        out.u16(1).u16(4).u32(0x100).u32(0x100).u32(0x105).u32(0x103);
        out.u16(10).u16(11).u16(13).u16(12).padTo(blocks + 28);
        out.u16(2).u16(1).u32(0x10).u16(50).padTo(blocks + 44);
        out.u16(1).u16(0).u32(blocks + 68).u32(0x110).u32(0x1FF);
        name(out, "b.h", lengthPrefixed).padTo(blocks + 68);
        return out.u16(1).u16(1).u32(0x120).u16(0xFFFF).pad(4).toByteArray();
    }

    private static LittleEndian name(LittleEndian out, String name, boolean lengthPrefixed) {
        return lengthPrefixed ? out.u8(name.length()).text(name) : out.nulTerminated(name);
    }

    private static C11Lines read(byte[] data, boolean lengthPrefixed) throws IOException {
        byte[] stream = new LittleEndian().u32(2).bytes(data).toByteArray();
        return C11Lines.read(new C13Builder.Bytes(stream), 4, stream.length, lengthPrefixed);
    }

    @Test
    void givesFilesBlocksAndRows() throws IOException {
        for (boolean lengthPrefixed : new boolean[] {false, true}) {
            C11Lines lines = read(sample(lengthPrefixed), lengthPrefixed);
            assertThat(lines.size()).isEqualTo(6);
            assertThat(lines.files()).extracting(C11File::name).containsExactly(Name.of("a.c"), Name.of("b.h"));
            C11Block block = lines.files().get(0).blocks().get(1);
            assertThat(block.section()).isEqualTo(2);
            assertThat(block.first()).isEqualTo(0x10);
            assertThat(block.last()).isEqualTo(0x1F);
            assertThat(block.size()).isEqualTo(1);
            assertThat(block.offset(0)).isEqualTo(0x10);
            assertThat(block.line(0)).isEqualTo(50);
        }
    }

    @Test
    void findsTheLineOfAnAddress() throws IOException {
        C11Lines lines = read(sample(true), true);
        Name a = Name.of("a.c");
        assertThat(lines.lookup(1, 0x100)).contains(new C11Position(a, 1, 0x100, 10));
        assertThat(lines.lookup(1, 0x102)).contains(new C11Position(a, 1, 0x100, 11));
        assertThat(lines.lookup(1, 0x104)).contains(new C11Position(a, 1, 0x103, 12));
        assertThat(lines.lookup(1, 0x10F)).contains(new C11Position(a, 1, 0x105, 13));
        assertThat(lines.lookup(2, 0x1F)).contains(new C11Position(a, 2, 0x10, 50));
        assertThat(lines.lookup(1, 0x1FF)).contains(new C11Position(Name.of("b.h"), 1, 0x120, 0xFFFF));
        assertThat(lines.lookup(1, 0x110))
                .as("before the first row of its block")
                .isEmpty();
        assertThat(lines.lookup(1, 0x200)).isEmpty();
        assertThat(lines.lookup(3, 0x100)).isEmpty();
    }

    @Test
    void noBytesMeanNoLines() throws IOException {
        assertThat(read(new byte[0], true).files()).isEmpty();
    }

    @Test
    void refusesPartsThatOverlap() {
        LittleEndian out = new LittleEndian().u16(200).u16(0);
        for (int i = 0; i < 200; i++) {
            out.u32(804);
        }
        out.u16(0).u16(0).u8(0);
        assertThatThrownBy(() -> read(out.toByteArray(), true))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_VALUE))
                .hasMessageContaining("overlap");
    }

    @Test
    void refusesAnOffsetOutside() {
        byte[] data = new LittleEndian().u16(1).u16(0).u32(100).toByteArray();
        assertThatThrownBy(() -> read(data, true))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED))
                .hasMessageStartingWith("t.pdb: stream 9 +0x00000004: 100 bytes are needed here");
    }

    @Test
    void everyDamageGivesAResultOrAFormatException() throws IOException {
        C13Builder.damage(sample(false), (stream, size) -> C11Lines.read(stream, 0, size, false));
        C13Builder.damage(
                sample(true),
                (stream, size) -> C11Lines.read(stream, 0, size, true).lookup(1, 0x104));
    }
}
