// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.LzxBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Writes a cabinet with as much LZX data as one folder can hold: 65,535 blocks, an image of 2,147,450,880 bytes. The builder makes three
 * rounds of blocks with the same content, longer than the window; the third comes out as the second, which is then repeated.
 */
public final class LargeCabinet {
    private static final int BLOCK = 32768;
    private static final int WINDOW_BITS = 21;
    private static final int ROUND = (1 << WINDOW_BITS) / BLOCK + 1;
    private static final int BLOCKS = 65535;
    private static final int LONGEST_COPY = 200;
    private static final int NEAR = 1 << 20;

    private LargeCabinet() {}

    /** Usage: {@code LargeCabinet FILE NAME TIMESTAMP_HEX}. */
    public static void main(String[] args) throws IOException {
        byte[] round = content();
        byte[] first = round.clone();
        byte[] image = new PeBuilder()
                .timestamp(Long.parseLong(args[2], 16))
                .sizeOfImage(0x1000)
                .build();
        System.arraycopy(image, 0, first, 0, image.length);
        LzxBuilder lzx = new LzxBuilder(WINDOW_BITS, 0);
        for (byte[] each : new byte[][] {first, round, round}) {
            for (int at = 0; at < each.length; at += BLOCK) {
                lzx.block(LzxBuilder.VERBATIM, Arrays.copyOfRange(each, at, at + BLOCK));
            }
        }
        byte[] small = new CabBuilder()
                .folder(CabBuilder.lzx(WINDOW_BITS))
                .blocks(lzx)
                .file(args[1], 0, 3L * ROUND * BLOCK)
                .build();
        write(small, Path.of(args[0]));
    }

    /** Noise and copies of what is near, half and half. */
    private static byte[] content() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] bytes = new byte[ROUND * BLOCK];
        random.nextBytes(bytes);
        for (int at = BLOCK; at < bytes.length - 2 * LONGEST_COPY; at += LONGEST_COPY) {
            int length = random.nextInt(4, LONGEST_COPY);
            int from = random.nextInt(Math.max(0, at - NEAR), at - length);
            System.arraycopy(bytes, from, bytes, at, length);
        }
        return bytes;
    }

    /** CFHEADER: size at 8, first block at 36; CFFOLDER: number of blocks at 40; CFFILE: size of the file behind it. Source: MS-CAB. */
    private static void write(byte[] bytes, Path file) throws IOException {
        ByteBuffer small = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int data = small.getInt(36);
        int[] blocks = new int[3 * ROUND + 1];
        blocks[0] = data;
        for (int i = 0; i < 3 * ROUND; i++) {
            blocks[i + 1] = blocks[i] + 8 + Short.toUnsignedInt(small.getShort(blocks[i] + 4));
        }
        int second = blocks[ROUND];
        int third = blocks[2 * ROUND];
        int size = third - second;
        if (!Arrays.equals(bytes, second, third, bytes, third, third + size)) {
            throw new IOException("the third round is not as the second");
        }
        int rounds = (BLOCKS - ROUND) / ROUND;
        int rest = blocks[ROUND + (BLOCKS - ROUND) % ROUND] - second;
        small.putInt(8, Math.toIntExact(second + (long) rounds * size + rest));
        small.putShort(40, (short) BLOCKS);
        small.putInt(44, BLOCKS * BLOCK);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(bytes, 0, second);
            for (int i = 0; i < rounds; i++) {
                out.write(bytes, second, size);
            }
            out.write(bytes, second, rest);
        }
    }
}
