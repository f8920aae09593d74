// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** An image of 200 MB with noise behind it, and where it lies in stores. */
final class BigImage {
    static final String NAME = "big.dll";
    static final String INDEX = "5F0000011000";

    /** Its place in a store with one tier. */
    static final String PLACE = NAME + "/" + INDEX + "/" + NAME;

    static final long SIZE = 200_000_000;

    private static final int BLOCK = 1 << 20;

    private BigImage() {}

    /** Writes it; the noise is the same for the same seed. */
    static Path write(Path file, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] head = new PeBuilder().timestamp(0x5F000001).sizeOfImage(0x1000).build();
        byte[] noise = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head);
            for (long left = SIZE - head.length; left > 0; left -= BLOCK) {
                random.nextBytes(noise);
                out.write(noise, 0, (int) Math.min(BLOCK, left));
            }
        }
        return file;
    }

    /**
     * Fails unless it is the only file in a cache, whole. The cache may be without the file that marks a store: who makes the directory
     * can be killed before it makes the mark, and nobody else marks a directory that is there (symsrv.md 13, 12).
     */
    static void assertAlone(Path cache, Path original, String what) throws IOException {
        assertThat(files(cache)).as(what).contains(PLACE).isSubsetOf("pingme.txt", PLACE);
        assertWhole(cache.resolve(PLACE), original, what);
    }

    /** Fails unless a file is the same as the original. */
    static void assertWhole(Path file, Path original, String what) throws IOException {
        assertThat(Files.mismatch(original, file))
                .as("first wrong byte; %s", what)
                .isEqualTo(-1);
    }

    /** All files below a directory, with slashes; none if it is not there. */
    static List<String> files(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .toList();
        }
    }
}
