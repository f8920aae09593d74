// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Writes an image that hardly compresses: a PE image, then seeded random bytes of which 3 % lie in runs of zeros.
 * Usage: {@code LargeImage IMAGE FILE SIZE}.
 */
public final class LargeImage {
    private static final int PART = 1 << 20;
    private static final int RUN = 4096;
    private static final double ZEROS = 0.03;

    private LargeImage() {}

    /** Runs the program. */
    public static void main(String[] args) throws IOException {
        byte[] image = Files.readAllBytes(Path.of(args[0]));
        long left = Long.parseLong(args[2]) - image.length;
        SplittableRandom random = new SplittableRandom(1);
        byte[] part = new byte[PART];
        try (OutputStream out = Files.newOutputStream(Path.of(args[1]))) {
            out.write(image);
            while (left > 0) {
                random.nextBytes(part);
                for (int at = 0; at < PART; at += RUN) {
                    if (random.nextDouble() < ZEROS) {
                        Arrays.fill(part, at, at + RUN, (byte) 0);
                    }
                }
                int count = (int) Math.min(PART, left);
                out.write(part, 0, count);
                left -= count;
            }
        }
    }
}
