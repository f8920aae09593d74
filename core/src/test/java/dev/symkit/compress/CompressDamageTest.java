// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.Props;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Damaged files give a result of the promised size or a FormatException, nothing else. */
class CompressDamageTest {
    private static final int RUNS = 400;

    /** A cabinet of each method without checksums, so that damage reaches the decoders; and the older files. */
    static Stream<byte[]> small() {
        byte[] content = Bytes.mixed(77, 40_000);
        byte[] mszip = new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(content)
                .noChecksums()
                .reserve(4, 1, 2)
                .file("a", 0, 40_000)
                .build();
        byte[] stored = new CabBuilder()
                .folder(CabBuilder.STORED)
                .block(Arrays.copyOf(content, 900), 900)
                .noChecksums()
                .file("a", 10, 500)
                .file("b", 0, 900)
                .build();
        byte[] lzx = withoutChecksums(LzxDecoderTest.cabinet(content, 15, 12_000_000, 1, 3, 2));
        byte[] aligned = withoutChecksums(LzxDecoderTest.cabinet(Bytes.mixed(78, 3000), 21, 0, 2));
        return Stream.concat(Stream.concat(Stream.of(mszip, stored, lzx, aligned), DosFilesTest.files()), zips());
    }

    /** Archives of both methods, of the JDK and of ours, one with several files. */
    static Stream<byte[]> zips() {
        byte[] content = Bytes.mixed(79, 9000);
        return Stream.of(
                new ZipBuilder().deflated("a", content).build(),
                new ZipBuilder().stored("a", Arrays.copyOf(content, 700)).build(),
                new ZipBuilder()
                        .deflated("x/", new byte[0])
                        .deflated("x/a", content)
                        .stored("b", new byte[9])
                        .comment("PK\5\6")
                        .build(),
                ZipBuilder.zip64("a", content));
    }

    /** Clears the checksums of a cabinet with one file of a name of one byte. */
    private static byte[] withoutChecksums(byte[] cabinet) {
        byte[] bytes = cabinet.clone();
        int at = 36 + 8 + 16 + 2;
        while (at < bytes.length) {
            int length = (bytes[at + 4] & 0xFF) | ((bytes[at + 5] & 0xFF) << 8);
            Arrays.fill(bytes, at, at + 4, (byte) 0);
            at += 8 + length;
        }
        return bytes;
    }

    private static byte[] mutant(byte[] file, SplittableRandom random) {
        byte[] bytes = file.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            // Half of the changes hit the tables and the start of the first block.
            int bound = random.nextBoolean() ? Math.min(bytes.length, 120) : bytes.length;
            int at = random.nextInt(bound);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> {
                    bytes[at] = (byte) 0xFF;
                    bytes[Math.min(bytes.length - 1, at + 1)] = (byte) 0xFF;
                }
                default -> bytes = Arrays.copyOf(bytes, Math.max(1, bytes.length - random.nextInt(bound)));
            }
        }
        return bytes;
    }

    @Test
    void mutantsOfSmallFiles() {
        List<byte[]> files = small().toList();
        for (byte[] file : files) {
            Props.forAll(4711, RUNS, random -> mutant(file, random), bytes -> {
                Bytes.readAnything(bytes);
                Bytes.readEveryEntry(bytes);
            });
        }
    }

    @Test
    void everyBitOfTheDirectoriesOfArchives() throws IOException {
        for (byte[] file : zips().toList()) {
            for (int bit = Math.max(0, file.length - 250) * 8; bit < file.length * 8; bit++) {
                byte[] bytes = file.clone();
                bytes[bit / 8] ^= (byte) (1 << (bit % 8));
                Bytes.readAnything(bytes);
            }
        }
    }

    @Test
    void everyBitOfTheTables() throws IOException {
        for (byte[] file : small().toList()) {
            for (int bit = 0; bit < Math.min(file.length, 110) * 8; bit++) {
                byte[] bytes = file.clone();
                bytes[bit / 8] ^= (byte) (1 << (bit % 8));
                Bytes.readAnything(bytes);
            }
        }
    }

    @Test
    void everyTruncationOfSmallFiles() throws IOException {
        for (byte[] file : small().toList()) {
            int step = 1 + file.length / 300;
            for (int length = 0; length < file.length; length += step) {
                byte[] cut = Arrays.copyOf(file, length);
                Bytes.readAnything(cut);
                if (length >= 12 && cut[0] == 'M') {
                    // A size in the header that hides the loss.
                    cut[8] = (byte) length;
                    cut[9] = (byte) (length >>> 8);
                    cut[10] = 0;
                    Bytes.readAnything(cut);
                }
            }
        }
    }
}
