// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSourceTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};

    @TempDir
    Path dir;

    private Path file() throws IOException {
        return Files.write(dir.resolve("a.bin"), CONTENT);
    }

    @Test
    void readsAtAnyPosition() throws IOException {
        try (ByteSource file = FileByteSource.open(file());
                ByteSource array = ByteSource.of("a.bin", CONTENT)) {
            for (ByteSource source : new ByteSource[] {file, array}) {
                byte[] into = new byte[4];
                source.read(2, into, 1, 3);
                assertThat(into).containsExactly(0, 3, 4, 5);
                assertThat(source.size()).isEqualTo(5);
                assertThat(source.name()).endsWith("a.bin");
                assertThat(source.cursor("part", 1, 2).u16()).isEqualTo(0x0302);
            }
        }
    }

    @Test
    void readsNothingPastTheEnd() throws IOException {
        try (ByteSource file = FileByteSource.open(file());
                ByteSource array = ByteSource.of("a.bin", CONTENT)) {
            for (ByteSource source : new ByteSource[] {file, array}) {
                for (long position : new long[] {3, 5, 1L << 40, -1}) {
                    assertThatThrownBy(() -> source.read(position, new byte[3], 0, 3))
                            .isInstanceOfSatisfying(
                                    FormatException.class,
                                    e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
                    assertThatThrownBy(() -> source.cursor("part", position, 3))
                            .isInstanceOf(FormatException.class)
                            .hasMessageContaining("a.bin: part +0x");
                }
            }
        }
    }

    @Test
    void reportsAFileThatShrinks() throws IOException {
        Path path = file();
        try (ByteSource source = FileByteSource.open(path)) {
            try (FileChannel writer = FileChannel.open(path, StandardOpenOption.WRITE)) {
                writer.truncate(3);
            }
            assertThatThrownBy(() -> source.cursor("part", 0, 5))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
        }
    }

    @Test
    void refusesAPartThatIsTooLargeForOneArray() {
        ByteSource huge = new ByteSource() {
            @Override
            public String name() {
                return "huge.bin";
            }

            @Override
            public long size() {
                return Long.MAX_VALUE;
            }

            @Override
            public void read(long position, byte[] into, int at, int length) {
                throw new AssertionError("nothing must be read");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> huge.cursor("part", 0, Limits.MAX_WINDOW + 1L))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThatThrownBy(() -> FileByteSource.open(dir.resolve("none")).close())
                .isInstanceOf(NoSuchFileException.class);
    }
}
