// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.symproxy.web.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingFileTest {
    private static final int SIZE = 300_000;
    private static final int HELD = GrowingFile.HELD_BACK;

    private final byte[] bytes = new byte[SIZE];
    private final Queue<Runnable> woken = new ArrayDeque<>();

    @TempDir
    private Path directory;

    private GrowingFile file(long total) throws IOException {
        new Random(1).nextBytes(bytes);
        Path file = Files.write(directory.resolve("a"), bytes);
        return new GrowingFile(FileChannel.open(file, StandardOpenOption.READ), total, woken::add);
    }

    private static int readable(Content content) throws IOException {
        return content.read(ByteBuffer.allocate(2 * SIZE));
    }

    @Test
    void theEndIsKeptBackUntilTheWholeIsChecked() throws IOException {
        GrowingFile file = file(SIZE);
        try (Content content = file.content(0, SIZE)) {
            assertThat(readable(content)).isZero();
            file.grown(100_000);
            assertThat(readable(content)).isEqualTo(100_000);
            file.grown(SIZE - 1);
            assertThat(readable(content)).isEqualTo(SIZE - HELD - 100_000);
            assertThat(readable(content)).isZero();
            file.grown(SIZE);
            assertThat(readable(content)).isZero();
            file.complete(SIZE);
            assertThat(readable(content)).isEqualTo(HELD);
            assertThat(readable(content)).isEqualTo(-1);
        }
    }

    @Test
    void aFileOfUnknownSize() throws IOException {
        GrowingFile file = file(-1);
        assertThat(file.size()).isEqualTo(-1);
        try (Content content = file.content(0, -1)) {
            assertThat(content.length()).isEqualTo(-1);
            file.grown(HELD);
            assertThat(readable(content)).isZero();
            file.grown(HELD + 5);
            assertThat(readable(content)).isEqualTo(5);
            file.complete(SIZE);
            assertThat(file.size()).isEqualTo(SIZE);
            assertThat(readable(content)).isEqualTo(SIZE - 5);
            assertThat(readable(content)).isEqualTo(-1);
        }
    }

    @Test
    void aPartOfIt() throws IOException {
        GrowingFile file = file(SIZE);
        try (Content content = file.content(1000, 500)) {
            file.grown(1200);
            ByteBuffer into = ByteBuffer.allocate(SIZE);
            assertThat(content.read(into)).isEqualTo(200);
            file.grown(SIZE);
            assertThat(content.read(into)).isEqualTo(300);
            assertThat(content.read(into)).isEqualTo(-1);
            assertThat(Arrays.copyOf(into.array(), 500)).isEqualTo(Arrays.copyOfRange(bytes, 1000, 1500));
        }
        file.complete(SIZE);
    }

    @Test
    void whoWaitsIsToldOnce() throws IOException {
        GrowingFile file = file(SIZE);
        try (Content content = file.content(0, SIZE)) {
            content.whenMore(() -> {});
            assertThat(woken).isEmpty();
            file.grown(200_000);
            assertThat(woken).hasSize(1);
            file.grown(SIZE);
            assertThat(woken).hasSize(1);
            content.whenMore(() -> {});
            assertThat(woken).hasSize(2);
            assertThat(readable(content)).isPositive();
            content.whenMore(() -> {});
            assertThat(woken).hasSize(2);
            file.fail(new IOException("it broke off"));
            assertThat(woken).hasSize(3);
            assertThatThrownBy(() -> readable(content)).hasMessage("what was fetched cannot be sent: it broke off");
        }
    }

    @Test
    void itStaysOpenForWhoReads() throws IOException {
        GrowingFile file = file(SIZE);
        Content slow = file.content(0, SIZE);
        Content fast = file.content(0, SIZE);
        file.complete(SIZE);
        file.close();
        Files.delete(directory.resolve("a"));
        assertThat(readable(fast)).isEqualTo(SIZE);
        fast.close();
        fast.close();
        assertThat(readable(slow)).isEqualTo(SIZE);
        slow.close();
        Content late = file.content(0, SIZE);
        assertThatThrownBy(() -> readable(late)).isInstanceOf(java.nio.channels.ClosedChannelException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {SIZE, -1})
    void manyReadersGetTheSame(long total) throws Exception {
        GrowingFile file = file(total);
        BlockingQueue<byte[]> results = new LinkedBlockingQueue<>();
        int readers = 20;
        for (int i = 0; i < readers; i++) {
            Content content = file.content(0, total);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            new Thread(() -> pump(content, all, results)).start();
        }
        for (int grown = 0; grown < SIZE; grown += 7_001) {
            file.grown(grown);
            for (Runnable again = woken.poll(); again != null; again = woken.poll()) {
                again.run();
            }
        }
        file.complete(SIZE);
        for (int i = 0; i < readers; i++) {
            assertThat(results.take()).isEqualTo(bytes);
        }
    }

    private static void pump(Content content, ByteArrayOutputStream all, BlockingQueue<byte[]> results) {
        try (content) {
            ByteBuffer into = ByteBuffer.allocate(10_000);
            for (int count = content.read(into); count >= 0; count = content.read(into.clear())) {
                all.write(into.array(), 0, count);
                if (count == 0) {
                    Thread.onSpinWait();
                }
            }
            results.add(all.toByteArray());
        } catch (IOException e) {
            results.add(new byte[0]);
        }
    }
}
