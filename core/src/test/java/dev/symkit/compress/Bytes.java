// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** Content for tests, and what the readers make of it. */
final class Bytes {
    /** More than any test makes, less than any test should hold. */
    static final long MAX = 1 << 26;

    private Bytes() {}

    /** Bytes without order. */
    static byte[] random(long seed, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** Bytes that compress well, with repeats near and far, calls and noise. */
    static byte[] mixed(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[size];
        int at = 0;
        while (at < size) {
            int length = Math.min(size - at, 1 + random.nextInt(300));
            int kind = random.nextInt(4);
            if (kind == 0 || at == 0) {
                for (int i = 0; i < length; i++) {
                    bytes[at + i] = (byte) random.nextInt(256);
                }
            } else if (kind == 1) {
                Arrays.fill(bytes, at, at + length, (byte) 0xE8);
            } else {
                int back = 1 + random.nextInt(kind == 2 ? Math.min(at, 40) : at);
                for (int i = 0; i < length; i++) {
                    bytes[at + i] = bytes[at + i - back];
                }
            }
            at += length;
        }
        return bytes;
    }

    static byte[] readAll(InputStream stream) throws IOException {
        try (stream) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            stream.transferTo(out);
            return out.toByteArray();
        }
    }

    /** The only file of a cabinet. */
    static byte[] single(byte[] cabinet) throws IOException {
        return readAll(Cabinet.single(ByteSource.of("t.cab", cabinet), "t", MAX));
    }

    /**
     * Reads everything that any reader makes of some bytes.
     *
     * @return the number of bytes read, or -1 if a reader found damage
     */
    static long readAnything(byte[] bytes) throws IOException {
        ByteSource source = ByteSource.of("damaged", bytes);
        try {
            Optional<CompressedFile> file = CompressedFile.open(source, "a", MAX);
            if (file.isEmpty()) {
                return 0;
            }
            long size = file.get().size().orElse(0);
            long total = readAll(file.get().stream()).length;
            if (file.get().size().isPresent()) {
                assertThat(total).isEqualTo(size);
            }
            return total;
        } catch (FormatException e) {
            assertThat(e.offset()).isGreaterThanOrEqualTo(0);
            assertThat(e.file()).isEqualTo("damaged");
            assertThat(e.structure()).isNotEmpty();
            return -1;
        }
    }

    /** Reads every file of a cabinet; damage is fine, anything else is not. */
    static void readEveryEntry(byte[] bytes) throws IOException {
        Cabinet cabinet;
        try {
            cabinet = Cabinet.open(ByteSource.of("damaged", bytes));
        } catch (FormatException e) {
            assertThat(e.offset()).isGreaterThanOrEqualTo(0);
            return;
        }
        int files = 0;
        for (CabinetEntry entry : cabinet.entries()) {
            if (files++ == 8) {
                return; // a damaged count; the rest is more of the same
            }
            assertThat(entry.fileName().orElse("x")).doesNotContain("/", "\\");
            try {
                assertThat(readAll(cabinet.stream(entry, MAX))).hasSize((int) entry.size());
            } catch (FormatException e) {
                assertThat(e.offset()).isGreaterThanOrEqualTo(0);
            }
        }
    }
}
