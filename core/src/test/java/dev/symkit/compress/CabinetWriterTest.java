// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.symkit.compress.CabinetResult.Outcome;
import dev.symkit.format.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CabinetWriterTest {
    private static final Instant TIME = Instant.parse("2026-11-25T08:15:31Z");
    private static final CabinetOptions OPTIONS =
            CabinetOptions.of(Clock.fixed(TIME, ZoneId.of("Asia/Kathmandu"))).withThreads(2);
    private static final int BLOCK = 32768;

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static byte[] write(CabinetOptions options, CabinetRequest request) throws IOException {
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path path = files.getPath("out.cab");
            try (FileChannel out = channel(path)) {
                CabinetResult result = new CabinetWriter(options).write(request, out);
                assertThat(result.cabinetSize()).isEqualTo(out.size()).isEqualTo(out.position());
                assertThat(result.outcome() == Outcome.SMALLER)
                        .isEqualTo(out.size() < request.source().size());
            }
            return Files.readAllBytes(path);
        }
    }

    private static CabinetRequest request(String name, byte[] content) {
        return new CabinetRequest(ByteSource.of(name, content), name, TIME);
    }

    private static byte[] write(byte[] content) throws IOException {
        return write(OPTIONS, request("app.pdb", content));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 14, BLOCK - 1, BLOCK, BLOCK + 1, 32 * BLOCK, 32 * BLOCK + 1, 97 * BLOCK + 5})
    void givesBackWhatWentIn(int size) throws IOException {
        byte[] content = Bytes.mixed(size, size);
        assertThat(Bytes.single(write(content))).isEqualTo(content);
    }

    @Test
    void writesTheHeaderOfTheOriginalTools() throws IOException {
        byte[] cabinet = write(new byte[100_000]);
        ByteBuffer expected = ByteBuffer.allocate(68).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        expected.put("MSCF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        expected.putInt(0).putInt(cabinet.length).putInt(0).putInt(0x2C).putInt(0);
        expected.putShort((short) 0x0103).putShort((short) 1).putShort((short) 1);
        expected.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        expected.putInt(68).putShort((short) 4).putShort((short) 1);
        expected.putInt(100_000).putInt(0).putShort((short) 0);
        // 2026-11-25 14:00:31 in Kathmandu, in steps of two seconds
        expected.putShort((short) (46 << 9 | 11 << 5 | 25)).putShort((short) (14 << 11 | 15));
        expected.putShort((short) 0x20);
        expected.put("app.pdb\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(Arrays.copyOf(cabinet, 68)).isEqualTo(expected.array());
        assertThat(Cabinet.open(ByteSource.of("t", cabinet)).entries().get(0).modified())
                .contains(LocalDateTime.of(2026, 11, 25, 14, 0, 30));
    }

    @Test
    void writesTheSameOnAnyNumberOfThreadsWithOrWithoutTheCheck() throws IOException {
        byte[] content = Bytes.mixed(5, 5_000_000);
        byte[] one = write(OPTIONS.withThreads(1), request("a.pdb", content));
        assertThat(write(OPTIONS.withThreads(2), request("a.pdb", content))).isEqualTo(one);
        assertThat(write(OPTIONS.withThreads(4), request("a.pdb", content))).isEqualTo(one);
        assertThat(write(OPTIONS.withThreads(7).withVerify(false), request("a.pdb", content)))
                .isEqualTo(one);
        assertThat(Bytes.single(one)).isEqualTo(content);
    }

    @Test
    void usesTheInputBeforeABlockAsItsDictionary() throws IOException {
        byte[] noise = Bytes.random(6, 30_000); // deflate reaches back a little less than a block
        byte[] content = new byte[40 * noise.length];
        for (int at = 0; at < content.length; at += noise.length) {
            System.arraycopy(noise, 0, content, at, noise.length);
        }
        assertThat(write(content).length).isLessThan(2 * BLOCK);
    }

    @Test
    void writesAnEmptyFileWithoutBlocks() throws IOException {
        byte[] cabinet = write(new byte[0]);
        assertThat(cabinet).hasSize(68);
        Cabinet opened = Cabinet.open(ByteSource.of("t", cabinet));
        assertThat(opened.folders()).containsExactly(new CabinetFolder(68, 0, 1));
        assertThat(Bytes.single(cabinet)).isEmpty();
    }

    @Test
    void tellsThatNoiseDoesNotShrink() throws IOException {
        byte[] content = Bytes.random(7, 3 * BLOCK + 1);
        byte[] cabinet = write(content);
        assertThat(cabinet.length).isBetween(content.length, content.length + 200);
        assertThat(Bytes.single(cabinet)).isEqualTo(content);
    }

    @Test
    void writesNothingForAFileThatIsTooLarge() throws IOException {
        ByteSource huge = new ByteSource() {
            @Override
            public String name() {
                return "huge";
            }

            @Override
            public long size() {
                return 0x7FFF8000L;
            }

            @Override
            public void read(long position, byte[] into, int at, int length) {
                throw new AssertionError("nothing is to be read");
            }

            @Override
            public void close() {}
        };
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix());
                FileChannel out = channel(files.getPath("out.cab"))) {
            CabinetResult result = new CabinetWriter(OPTIONS).write(new CabinetRequest(huge, "huge", TIME), out);
            assertThat(result).isEqualTo(new CabinetResult(Outcome.TOO_LARGE, 0x7FFF8000L, 0));
            assertThat(out.size()).isZero();
        }
    }

    @Test
    void writesAtThePositionOfTheChannel() throws IOException {
        byte[] content = Bytes.mixed(8, 100_000);
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path path = files.getPath("out.cab");
            try (FileChannel out = channel(path)) {
                out.write(ByteBuffer.wrap(new byte[5]));
                new CabinetWriter(OPTIONS).write(request("a", content), out);
            }
            byte[] all = Files.readAllBytes(path);
            assertThat(Bytes.single(Arrays.copyOfRange(all, 5, all.length))).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 8, 26, 36, 44, 50, 60, 62, 63, 64, 66, 68, 70, 74, 5000, 40_000, 150_000})
    void findsDamageWhereverItIsWritten(long position) throws IOException {
        byte[] content = Bytes.random(9, 200_000);
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix());
                FileChannel inner = channel(files.getPath("out.cab"))) {
            SeekableByteChannel out = new DamagingChannel(inner, position);
            assertThatThrownBy(() -> new CabinetWriter(OPTIONS.withThreads(1)).write(request("a", content), out))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cabinet of a");
        }
    }

    @Test
    void doesNotReadAgainIfNotTold() throws IOException {
        byte[] content = Bytes.random(9, 200_000);
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix());
                FileChannel inner = channel(files.getPath("out.cab"))) {
            SeekableByteChannel out = new DamagingChannel(inner, 5000);
            CabinetResult result = new CabinetWriter(OPTIONS.withVerify(false)).write(request("a", content), out);
            assertThat(result.outcome()).isEqualTo(Outcome.NOT_SMALLER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "c:", "a\nb"})
    void refusesNamesThatNoCabinetHolds(String name) {
        assertThatThrownBy(() -> write(OPTIONS, new CabinetRequest(ByteSource.of("s", new byte[1]), name, TIME)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be named");
    }

    @Test
    void marksNamesThatAreNotAscii() throws IOException {
        byte[] cabinet = write(OPTIONS, request("caf\u00E9.pdb", new byte[10]));
        CabinetEntry entry = Cabinet.open(ByteSource.of("t", cabinet)).entries().get(0);
        assertThat(entry.name()).isEqualTo("caf\u00E9.pdb");
        assertThat(entry.attributes()).isEqualTo(0xA0);
        assertThatThrownBy(() -> write(OPTIONS, request("\u00E9".repeat(128), new byte[1])))
                .isInstanceOf(IOException.class);
    }

    @Test
    void clampsTimesThatTheFormatCannotHold() throws IOException {
        assertThat(modified(Instant.parse("1970-01-01T00:00:00Z"))).isEqualTo(LocalDateTime.of(1980, 1, 1, 0, 0));
        assertThat(modified(Instant.parse("2300-01-01T00:00:00Z")))
                .isEqualTo(LocalDateTime.of(2107, 12, 31, 23, 59, 58));
    }

    private static LocalDateTime modified(Instant time) throws IOException {
        byte[] cabinet = write(OPTIONS, new CabinetRequest(ByteSource.of("s", new byte[1]), "s", time));
        return Cabinet.open(ByteSource.of("t", cabinet))
                .entries()
                .get(0)
                .modified()
                .orElseThrow();
    }

    @Test
    void reportsProgressAndEndsWhenItThrows() throws IOException {
        byte[] content = Bytes.mixed(10, 4_000_000);
        AtomicLong done = new AtomicLong();
        write(OPTIONS, new CabinetRequest(ByteSource.of("s", content), "s", TIME, done::addAndGet));
        assertThat(done).hasValue(2L * content.length);
        CabinetRequest cancelled = new CabinetRequest(ByteSource.of("s", content), "s", TIME, bytes -> {
            throw new CancellationException();
        });
        assertThatThrownBy(() -> write(OPTIONS, cancelled)).isInstanceOf(CancellationException.class);
    }

    @Test
    void passesOnWhatTheSourceThrows() {
        ByteSource failing = new ByteSource() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public long size() {
                return 5_000_000;
            }

            @Override
            public void read(long position, byte[] into, int at, int length) throws IOException {
                if (position > 2_000_000) {
                    throw new IOException("disk gone");
                }
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> write(OPTIONS, new CabinetRequest(failing, "s", TIME)))
                .isInstanceOf(IOException.class)
                .hasMessage("disk gone");
    }
}
