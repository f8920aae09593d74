// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.CabBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackerTest {
    private static final byte[] CONTENT = "content of the file, content of the file".getBytes(UTF_8);

    @TempDir
    Path directory;

    private final List<Long> told = new ArrayList<>();

    private byte[] unpacked(byte[] compressed, long maxSize) throws IOException {
        try (CacheFile into = new CacheWriter(CacheOptions.DEFAULT, InstantSource.system())
                .begin(directory.resolve("cache"), List.of("a.pdb", "1"))) {
            Unpacker.unpack(ByteSource.of("a.pd_", compressed), "a.pdb", new Unpacker.Into(into, told::add), maxSize);
            return Files.readAllBytes(into.publish("a.pdb", Replace.ALWAYS, Optional.empty()));
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] cabinet(String name, byte[] content) {
        return new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(content)
                .file(name, 0, content.length)
                .build();
    }

    @Test
    void takesTheContentOutOfEveryKind() throws IOException {
        for (byte[] compressed : List.of(cabinet("a.pdb", CONTENT), zip("a.pdb", CONTENT), gzip(CONTENT))) {
            assertThat(unpacked(compressed, 1 << 20)).isEqualTo(CONTENT);
        }
    }

    @Test
    void aNameInsideNeverBecomesOneOnDisk() throws IOException {
        for (String name : List.of("..\\..\\evil.pdb", "c:\\evil.pdb", "/evil.pdb")) {
            assertThat(unpacked(cabinet(name, CONTENT), 1 << 20)).isEqualTo(CONTENT);
        }
        try (var files = Files.walk(directory)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.contains("evil"));
        }
    }

    @Test
    void contentAboveTheLimitIsRefused() throws IOException {
        for (byte[] compressed : List.of(cabinet("a.pdb", CONTENT), zip("a.pdb", CONTENT), gzip(CONTENT))) {
            assertThatThrownBy(() -> unpacked(compressed, CONTENT.length - 1))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
            assertThat(unpacked(compressed, CONTENT.length)).isEqualTo(CONTENT);
        }
        assertThat(directory.resolve("cache/a.pdb/1")).isDirectoryNotContaining("glob:~*");
    }

    @Test
    void contentOfMoreThanAThousandTimesTheSizeIsRefused() throws IOException {
        byte[] bomb = gzip(gzip(new byte[1 << 28]));
        byte[] half = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(bomb)).readAllBytes();
        assertThat((1L << 28) / half.length).isGreaterThan(1000);
        assertThatThrownBy(() -> unpacked(half, Long.MAX_VALUE)).isInstanceOf(FormatException.class);
    }

    @Test
    void damagedContentIsNamed() throws IOException {
        byte[] cut = Arrays.copyOf(gzip(CONTENT), 20);
        assertThatThrownBy(() -> unpacked(cut, 1 << 20))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("a.pd_");
        byte[] zstd = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0, 0, 0};
        assertThatThrownBy(() -> unpacked(zstd, 1 << 20)).hasMessageContaining("unsupported compression");
        assertThatThrownBy(() -> unpacked("plain text".getBytes(UTF_8), 1 << 20))
                .hasMessageContaining("no compressed file");
    }
}
