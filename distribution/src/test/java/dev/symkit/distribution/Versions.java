// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A key with two files that both have it. The second is longer, and they share next to nothing but the key, so that a file made of
 * parts of both can be told.
 *
 * @param name of the file
 * @param index of the key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Versions(String name, String index, byte[] first, byte[] second) {
    private static final int SIZE_OF_IMAGE = 0x100000;

    /**
     * Keys of PDBs and images in turn.
     *
     * @param size about that of each file in bytes
     */
    static List<Versions> make(int count, int size) {
        List<Versions> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] small = noise(2 * i, size);
            byte[] large = noise(2 * i + 1, size + size / 3);
            made.add(i % 2 == 0 ? pdb(i, small, large) : image(i, small, large));
        }
        return made;
    }

    private static byte[] noise(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Versions pdb(int number, byte[] small, byte[] large) {
        UUID guid = new UUID(0x0123456789ABCDEFL, number);
        String index = guid.toString().replace("-", "").toUpperCase(Locale.ROOT) + "1";
        return new Versions("app" + number + ".pdb", index, pdb(guid, small), pdb(guid, large));
    }

    private static byte[] pdb(UUID guid, byte[] content) {
        return new PdbBuilder().guid(guid).infoAge(1).dbiAge(1).stream(content).build();
    }

    private static Versions image(int number, byte[] small, byte[] large) {
        String index = "5A0BC0C6" + Integer.toHexString(SIZE_OF_IMAGE);
        return new Versions("app" + number + ".dll", index, image(small), image(large));
    }

    private static byte[] image(byte[] content) {
        return new PeImageBuilder()
                .section(".rdata", 0x1000, content, PeImageBuilder.DATA)
                .build();
    }

    /** The place below a store, parts separated by slashes. */
    String path() {
        return name + "/" + index + "/" + name;
    }

    /** {@code NAME/INDEX}. */
    String key() {
        return name + "/" + index;
    }

    private boolean isOne(byte[] content) {
        return Arrays.equals(content, first) || Arrays.equals(content, second);
    }

    /** All files in a cache are a version of their key, each as a whole, and nothing else is there. */
    static void assertSound(Path cache, List<Versions> keys) throws IOException {
        if (!Files.exists(cache)) {
            return;
        }
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = cache.relativize(file).toString();
                if (!path.equals("pingme.txt")) {
                    byte[] content = Files.readAllBytes(file);
                    assertThat(keys)
                            .as(path + " of " + content.length + " bytes")
                            .anyMatch(key -> key.path().equals(path) && key.isOne(content));
                }
            }
        }
    }

    /** Every key is in a cache. */
    static void assertAll(Path cache, List<Versions> keys) throws IOException {
        assertSound(cache, keys);
        for (Versions key : keys) {
            assertThat(cache.resolve(key.path())).exists();
        }
    }
}
