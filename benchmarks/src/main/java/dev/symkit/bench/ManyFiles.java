// SPDX-License-Identifier: Apache-2.0
package dev.symkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes many small files that a store accepts: copies of one PE image with another time stamp and random bytes behind it. */
public final class ManyFiles {
    private ManyFiles() {}

    /** Usage: {@code ManyFiles IMAGE DIRECTORY COUNT SIZE}. */
    public static void main(String[] args) throws IOException {
        byte[] image = Files.readAllBytes(Path.of(args[0]));
        Path directory = Files.createDirectories(Path.of(args[1]));
        int count = Integer.parseInt(args[2]);
        int size = Integer.parseInt(args[3]);
        SplittableRandom random = new SplittableRandom(1);
        byte[] noise = new byte[size];
        int header = (image[0x3C] & 0xFF) | (image[0x3D] & 0xFF) << 8;
        for (int i = 0; i < count; i++) {
            random.nextBytes(noise);
            byte[] file = Arrays.copyOf(noise, size);
            System.arraycopy(image, 0, file, 0, Math.min(size, image.length));
            for (int b = 0; b < 4; b++) {
                file[header + 8 + b] = (byte) ((0x60000000 + i) >>> (8 * b));
            }
            Files.write(directory.resolve(String.format(Locale.ROOT, "module%05d.dll", i)), file);
        }
    }
}
