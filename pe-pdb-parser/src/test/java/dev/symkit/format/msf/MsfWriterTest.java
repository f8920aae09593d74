// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.LittleEndianWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MsfWriterTest {
    private static final int PAGE = 4096;

    private static StreamContent content(byte[] bytes) {
        return StreamContent.of(new LittleEndianWriter().bytes(bytes, 0, bytes.length));
    }

    private static byte[] write(List<StreamContent> streams) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MsfWriter.write(streams, out);
        return out.toByteArray();
    }

    private static byte[] read(MsfFile file, int stream) throws IOException {
        byte[] bytes = new byte[(int) file.stream(stream).size()];
        file.stream(stream).read(0, bytes, 0, bytes.length);
        return bytes;
    }

    @Test
    void smallFileByByte() throws IOException {
        byte[] file = write(List.of(StreamContent.EMPTY, content(new byte[] {1, 2, 3})));

        assertThat(file).hasSize(6 * PAGE); // header, two maps, stream, directory, map of the directory
        ByteBuffer in = ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        assertThat(new int[] {in.getInt(0x20), in.getInt(0x24), in.getInt(0x28), in.getInt(0x2C)})
                .containsExactly(PAGE, 1, 6, 16);
        assertThat(in.getInt(0x30)).isZero();
        assertThat(in.getInt(0x34)).as("page of the map").isEqualTo(5);
        assertThat(in.getInt(5 * PAGE)).as("page of the directory").isEqualTo(4);
        assertThat(new int[] {in.getInt(4 * PAGE), in.getInt(4 * PAGE + 4), in.getInt(4 * PAGE + 8)})
                .containsExactly(2, 0, 3);
        assertThat(in.getInt(4 * PAGE + 12)).as("page of stream 1").isEqualTo(3);
        assertThat(file[PAGE]).as("six pages are in use").isEqualTo((byte) 0xC0);
        assertThat(Arrays.copyOfRange(file, PAGE + 1, 3 * PAGE)).containsOnly(0xFF);
        assertThat(Arrays.copyOfRange(file, 3 * PAGE + 3, 4 * PAGE)).containsOnly(0);
        assertThat(Arrays.copyOfRange(file, 0x38, PAGE)).containsOnly(0);
    }

    /** Sizes around a page, and so many pages that the file needs further pages of the free page maps at different places. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4094, 4095, 4096, 4097, 8185, 8186, 8187, 8188, 8189, 8190, 8191, 8192, 8193})
    void whatIsWrittenIsRead(int pages) throws IOException {
        Random random = new Random(pages);
        List<byte[]> contents = new ArrayList<>();
        for (int size : new int[] {0, 5, PAGE - 1, PAGE, PAGE + 1}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            contents.add(bytes);
        }
        byte[] large = new byte[pages * PAGE];
        random.nextBytes(large);
        contents.add(large);
        List<StreamContent> streams =
                contents.stream().map(MsfWriterTest::content).toList();

        byte[] file = write(streams);

        assertThat(file).isEqualTo(write(streams));
        MsfFile msf = MsfFile.open(ByteSource.of("x.pdb", file));
        assertThat(msf.pageCount() * PAGE).isEqualTo(file.length);
        assertThat(msf.pageCount() % PAGE).as("a map page comes with its twin").isNotEqualTo(2);
        for (int i = 0; i < contents.size(); i++) {
            assertThat(read(msf, i)).isEqualTo(contents.get(i));
        }
        assertMap(file, (int) msf.pageCount());
        assertCopy(msf, file);
    }

    private static void assertMap(byte[] file, int pageCount) {
        BitSet free = new BitSet();
        int bit = 0;
        for (int page = 1; page < pageCount; page += PAGE) {
            for (int i = 0; i < PAGE; i++) {
                for (int b = 0; b < 8; b++, bit++) {
                    free.set(bit, (file[page * PAGE + i] >> b & 1) != 0);
                }
            }
        }
        assertThat(free.nextSetBit(0)).as("all pages are in use").isEqualTo(pageCount);
        assertThat(free.nextClearBit(pageCount)).as("all others are free").isEqualTo(bit);
    }

    private static void assertCopy(MsfFile msf, byte[] file) throws IOException {
        List<StreamContent> copies = new ArrayList<>();
        for (int i = 0; i < msf.streamCount(); i++) {
            copies.add(StreamContent.copyOf(msf.stream(i)));
        }
        assertThat(write(copies)).isEqualTo(file);
    }

    /** Repeats one page; on the file system holes are written for it. */
    private record Repeated(long size) implements StreamContent {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] part = new byte[1 << 20];
            for (long left = size; left > 0; left -= part.length) {
                out.write(part, 0, (int) Math.min(part.length, left));
            }
        }
    }

    @TempDir
    Path directory;

    @Test
    void moreThanFourGigabytesTakeLargerPages() throws IOException {
        Path path = directory.resolve("large.pdb");
        byte[] last = "the end".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                Sparse out = new Sparse(channel)) {
            MsfWriter.write(
                    List.of(StreamContent.EMPTY, new Repeated(3L << 30), new Repeated(3L << 30), content(last)), out);
        }
        try (FileByteSource source = FileByteSource.open(path)) {
            MsfFile msf = MsfFile.open(source);
            assertThat(msf.pageSize()).isEqualTo(8192);
            assertThat(source.size()).isEqualTo(msf.pageCount() * 8192).isGreaterThan(6L << 30);
            assertThat(read(msf, 3)).isEqualTo(last);
            byte[] byteAt = new byte[1];
            source.read(MsfPages.read(msf).positions(3).position(2), byteAt, 0, 1);
            assertThat(byteAt[0]).isEqualTo((byte) 'e');
        }
    }

    /** Leaves holes where a whole piece is zero. */
    private static final class Sparse extends OutputStream {
        private final FileChannel channel;
        private long at;

        Sparse(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            boolean zero = true;
            for (int i = from; i < from + length && zero; i++) {
                zero = bytes[i] == 0;
            }
            if (!zero) {
                channel.write(ByteBuffer.wrap(bytes, from, length), at);
            }
            at += length;
        }

        @Override
        public void close() throws IOException {
            channel.write(ByteBuffer.wrap(new byte[1]), at - 1);
        }
    }

    @Test
    void whatDoesNotFitTheFormatIsRefused() {
        assertThatThrownBy(() -> write(List.of(StreamContent.EMPTY, new Repeated(0xFFFFFFFFL))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stream 1 of 4294967295 bytes");
        assertThatThrownBy(() -> write(java.util.Collections.nCopies(0x10000, StreamContent.EMPTY)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("65536 streams");
    }

    @Test
    void aStreamThatLiesAboutItsSizeIsAMistake() {
        StreamContent liar = new StreamContent() {
            @Override
            public long size() {
                return 2;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(1);
            }
        };
        assertThatThrownBy(() -> write(List.of(liar))).isInstanceOf(IllegalStateException.class);
    }
}
