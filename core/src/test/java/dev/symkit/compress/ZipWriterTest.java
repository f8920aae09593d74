// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.symkit.compress.CabinetResult.Outcome;
import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipWriterTest {
    private static final Instant TIME = Instant.parse("2026-11-25T08:15:31Z");
    private static final CabinetOptions OPTIONS =
            CabinetOptions.of(Clock.fixed(TIME, ZoneId.of("Asia/Kathmandu"))).withThreads(2);
    private static final int PART = BlockRange.BLOCKS * BlockDecoder.MAX_BLOCK;

    @TempDir
    Path temp;

    private static CabinetRequest request(String name, byte[] content) {
        return new CabinetRequest(ByteSource.of(name, content), name, TIME);
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private Path write(ZipWriter writer, CabinetRequest request) throws IOException {
        Path path = temp.resolve("out.zip");
        try (FileChannel out = channel(path)) {
            CabinetResult result = writer.write(request, out);
            assertThat(result.cabinetSize()).isEqualTo(out.size()).isEqualTo(out.position());
            assertThat(result.inputSize()).isEqualTo(request.source().size());
            assertThat(result.outcome())
                    .isEqualTo(out.size() < request.source().size() ? Outcome.SMALLER : Outcome.NOT_SMALLER);
        }
        return path;
    }

    private Path write(byte[] content) throws IOException {
        return write(new ZipWriter(OPTIONS), request("app.pdb", content));
    }

    /** The only file, as the JDK reads it. */
    private static byte[] jdk(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.size()).isEqualTo(1);
            return zip.getInputStream(zip.entries().nextElement()).readAllBytes();
        }
    }

    private static byte[] ours(Path archive) throws IOException {
        ByteSource source = ByteSource.of("out.zip", Files.readAllBytes(archive));
        return Bytes.readAll(CompressedFile.open(source, "x", Bytes.MAX).orElseThrow().stream());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 40_000, PART - 1, PART, PART + 1, 3 * PART + 5})
    void givesBackWhatWentIn(int size) throws IOException {
        byte[] content = Bytes.mixed(size, size);
        Path archive = write(content);
        assertThat(ours(archive)).isEqualTo(content);
        assertThat(jdk(archive)).isEqualTo(content);
    }

    @Test
    void usesZip64ForLargeFiles() throws IOException {
        byte[] content = Bytes.mixed(64, PART + 1000);
        Path archive = write(new ZipWriter(OPTIONS, content.length - 1), request("app.pdb", content));
        ZippedFile file = ZipArchive.open(ByteSource.of("out.zip", Files.readAllBytes(archive)))
                .files()
                .get(0);
        assertThat(file.size()).isEqualTo(content.length);
        assertThat(ByteBuffer.wrap(Files.readAllBytes(archive)).getLong(18)).isEqualTo(-1); // both sizes
        assertThat(ours(archive)).isEqualTo(content);
        assertThat(jdk(archive)).isEqualTo(content);
        unzipAccepts(archive);
    }

    @Test
    void unzipAcceptsIt() throws IOException {
        unzipAccepts(write(Bytes.mixed(65, 3 * PART)));
    }

    private static void unzipAccepts(Path archive) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unzip")));
        Process unzip = new ProcessBuilder("/usr/bin/unzip", "-t", archive.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(unzip.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(output).contains("No errors detected");
    }

    @Test
    void writesNameAndTime() throws IOException {
        Path archive = write(new ZipWriter(OPTIONS), request("caf\u00E9.pdb", new byte[1000]));
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.entries().nextElement();
            assertThat(entry.getName()).isEqualTo("caf\u00E9.pdb");
            assertThat(entry.getMethod()).isEqualTo(ZipEntry.DEFLATED);
            // 14:00:31 in Kathmandu, in steps of two seconds
            assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(2026, 11, 25, 14, 0, 30));
        }
    }

    @Test
    void writesTheSameOnAnyNumberOfThreadsWithOrWithoutTheCheck() throws IOException {
        byte[] content = Bytes.mixed(5, 5_000_000);
        byte[] one = Files.readAllBytes(write(new ZipWriter(OPTIONS.withThreads(1)), request("a", content)));
        assertThat(write(new ZipWriter(OPTIONS.withThreads(4)), request("a", content)))
                .hasBinaryContent(one);
        assertThat(write(new ZipWriter(OPTIONS.withThreads(7).withVerify(false)), request("a", content)))
                .hasBinaryContent(one);
    }

    @Test
    void tellsThatNoiseDoesNotShrink() throws IOException {
        byte[] content = Bytes.random(7, 2 * PART + 1);
        Path archive = write(content);
        assertThat(Files.size(archive)).isBetween((long) content.length, content.length + 2000L);
        assertThat(jdk(archive)).isEqualTo(content);
    }

    @Test
    void writesAtThePositionOfTheChannel() throws IOException {
        byte[] content = Bytes.mixed(8, 100_000);
        Path path = temp.resolve("out.zip");
        try (FileChannel out = channel(path)) {
            out.write(ByteBuffer.wrap(new byte[5]));
            new ZipWriter(OPTIONS).write(request("a", content), out);
        }
        byte[] all = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOfRange(all, 5, all.length));
        assertThat(ours(path)).isEqualTo(content);
        assertThat(jdk(path)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 27, 40, 5000, 150_000})
    void findsDamageThatWasWritten(long position) throws IOException {
        byte[] content = Bytes.random(9, 200_000);
        try (FileChannel inner = channel(temp.resolve("out.zip"))) {
            DamagingChannel out = new DamagingChannel(inner, position);
            assertThatThrownBy(() -> new ZipWriter(OPTIONS.withThreads(1)).write(request("a", content), out))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ZIP archive of a");
        }
        try (FileChannel inner = channel(temp.resolve("out.zip"))) {
            DamagingChannel out = new DamagingChannel(inner, position);
            assertThat(new ZipWriter(OPTIONS.withVerify(false))
                            .write(request("a", content), out)
                            .outcome())
                    .isEqualTo(Outcome.NOT_SMALLER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "c:", "a\nb"})
    void refusesNamesThatNoStoreHolds(String name) {
        assertThatThrownBy(() ->
                        write(new ZipWriter(OPTIONS), new CabinetRequest(ByteSource.of("s", new byte[1]), name, TIME)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be named");
    }

    @Test
    void reportsProgressAndEndsWhenItThrows() throws IOException {
        byte[] content = Bytes.mixed(10, 4_000_000);
        AtomicLong done = new AtomicLong();
        ZipWriter writer = new ZipWriter(OPTIONS);
        write(writer, new CabinetRequest(ByteSource.of("s", content), "s", TIME, done::addAndGet));
        assertThat(done).hasValue(2L * content.length);
        CabinetRequest cancelled = new CabinetRequest(ByteSource.of("s", content), "s", TIME, bytes -> {
            throw new CancellationException();
        });
        assertThatThrownBy(() -> write(writer, cancelled)).isInstanceOf(CancellationException.class);
    }
}
