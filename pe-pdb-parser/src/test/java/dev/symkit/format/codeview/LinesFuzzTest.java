// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give a result or a FormatException. */
class LinesFuzzTest {
    static Stream<byte[]> modules() {
        LittleEndian lines = C13Builder.file(C13Builder.lines(0x10, 1, 0, 0x20), 0, 0, 1, 4, 2, 2, 3);
        LittleEndian columns = C13Builder.lines(0x10, 1, 1, 8)
                .u32(0)
                .u32(1)
                .u32(24)
                .u32(0)
                .u32(5)
                .u32(6);
        LittleEndian inlinees =
                new LittleEndian().u32(1).u32(2).u32(3).u32(4).u32(1).u32(5);
        return Stream.of(
                new C13Builder().add(C13Reader.LINES, lines).build(),
                new C13Builder().add(C13Reader.LINES, columns).build(),
                new C13Builder()
                        .add(
                                C13Reader.FILE_CHECKSUMS,
                                new LittleEndian().u32(1).u8(2).u8(1).u16(7))
                        .build(),
                new C13Builder().add(C13Reader.INLINEE_LINES, inlinees).build(),
                new C13Builder()
                        .add(
                                C13Reader.CROSS_SCOPE_IMPORTS,
                                new LittleEndian().u32(1).u32(1).u32(2))
                        .add(
                                C13Reader.CROSS_SCOPE_EXPORTS,
                                new LittleEndian().u32(1).u32(2))
                        .build(),
                new C13Builder()
                        .add(C13Reader.FRAME_DATA, new LittleEndian().u32(0).padTo(36))
                        .build());
    }

    static Stream<byte[]> annotations() {
        return Stream.of(
                new byte[] {6, 4, 3, 5, 11, 0x23, 4, 4, 0, 0},
                new byte[] {12, 3, 8, 5, 0x18, 3, (byte) 0x81, 2},
                new byte[] {1, 2, 2, 3, 7, 4, 8, 0, 9, 1, 10, 2, 13, 3, 3, 1});
    }

    static Stream<byte[]> oldLines() {
        LittleEndian out =
                new LittleEndian().u16(1).u16(1).u32(20).u32(0).u32(9).u16(1).pad(4);
        out.u16(1)
                .u16(0)
                .u32(40)
                .u32(0)
                .u32(9)
                .u8(3)
                .text("a.c")
                .u16(1)
                .u16(1)
                .u32(2)
                .u16(3);
        return Stream.of(out.toByteArray());
    }

    @MethodSource("modules")
    @DictionaryEntries({"\\xF2\\x00\\x00\\x00", "\\xF4\\x00\\x00\\x00", "\\xF6\\x00\\x00\\x00", "\\xF7\\x00\\x00\\x00"})
    @FuzzTest(maxDuration = "25s")
    void module(byte[] content) throws IOException {
        for (C13Builder.Check reader : LinesCorpusTest.READERS) {
            check(reader, content);
        }
    }

    @MethodSource("annotations")
    @FuzzTest(maxDuration = "25s")
    void annotation(byte[] content) throws IOException {
        check(
                (stream, size) -> {
                    BinaryAnnotations annotations = new BinaryAnnotations();
                    annotations.reset(content, 0, content.length, new Origin("f", "s", 0), 0, 0, 1);
                    while (annotations.next()) {
                        annotations.rowEnd(9);
                    }
                    annotations.seek(5, 9);
                },
                content);
    }

    @MethodSource("oldLines")
    @FuzzTest(maxDuration = "25s")
    void old(byte[] content) throws IOException {
        check((stream, size) -> C11Lines.read(stream, 0, size, true).lookup(1, 4), content);
        check((stream, size) -> C11Lines.read(stream, 0, size, false).lookup(1, 4), content);
    }

    private static void check(C13Builder.Check reader, byte[] content) throws IOException {
        RandomBytes stream = new C13Builder.Bytes(content);
        try {
            reader.read(stream, stream.size());
        } catch (FormatException expected) {
            if (expected.offset() < 0) {
                throw new AssertionError("no place in " + expected.getMessage(), expected);
            }
        }
    }
}
