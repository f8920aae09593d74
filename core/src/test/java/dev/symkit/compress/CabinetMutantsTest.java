// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.Mutants;
import dev.symkit.testkit.Watched;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Every mutant of a real cabinet gives bytes or a FormatException with file, structure and place, within 2 s. {@code
 * -Dsymkit.damage.mutants=N} (in {@code symkit.test.jvmArgs}) sets how many there are of each file.
 */
class CabinetMutantsTest {
    private static final int MUTANTS = Integer.getInteger("symkit.damage.mutants", 12);
    private static final int FOLDER = 0x24;
    private static final int BLOCK_HEADER = 8;

    @Test
    void cabinetsOfTheCorpus() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        int files = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (row.path().matches("(malformed/)?cab/.*(\\.cab|_)")) {
                mutants(row.path(), corpus.bytes(row.path()));
                files++;
            }
        }
        mutants("dummyprog.pd_", lzxOfTheStore(corpus.file("stores/new_store_compressed.zip")));
        assertThat(files).isGreaterThan(5);
    }

    private static byte[] lzxOfTheStore(Path store) throws IOException {
        try (ZipFile zip = new ZipFile(store.toFile())) {
            var entry = zip.stream()
                    .filter(found -> found.getName().endsWith("dummyprog.pd_"))
                    .findFirst()
                    .orElseThrow();
            return zip.getInputStream(entry).readAllBytes();
        }
    }

    /** With the checksums, and without, so that damage reaches the decoders. */
    private static void mutants(String name, byte[] file) throws Exception {
        mutants(parts(file, false), name);
        mutants(parts(file, true), name + " without checksums");
    }

    private static void mutants(Mutants mutants, String name) throws Exception {
        List<Throwable> failures = new ArrayList<>();
        try (Watched watched = new Watched()) {
            for (int i = 0; i < MUTANTS; i++) {
                byte[] mutant = mutants.mutant(i);
                Optional<Throwable> failure = watched.run(name + ", mutant " + i, () -> {
                    Bytes.readAnything(mutant);
                    Bytes.readEveryEntry(mutant);
                });
                int number = i;
                failure.ifPresent(thrown -> failures.add(new AssertionError(name + ", mutant " + number, thrown)));
            }
            System.out.printf("%s: %d mutants, the slowest took %d ms%n", name, MUTANTS, watched.slowest() / 1_000_000);
        }
        assertThat(failures).isEmpty();
    }

    private static Mutants parts(byte[] file, boolean clear) {
        byte[] bytes = file.clone();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean plain = bytes.length > FOLDER + 8 && in.getShort(0x1E) == 0; // no reserved fields, one cabinet
        List<int[]> blocks = new ArrayList<>();
        int at = plain ? in.getInt(FOLDER) : bytes.length;
        for (int left = plain ? in.getShort(FOLDER + 4) & 0xFFFF : 0; left > 0; left--) {
            if (at < 0 || at > bytes.length - BLOCK_HEADER) {
                break;
            }
            int size = in.getShort(at + 4) & 0xFFFF;
            if (clear) {
                in.putInt(at, 0);
            }
            blocks.add(new int[] {at, size});
            at += BLOCK_HEADER + size;
        }
        Mutants mutants = new Mutants(bytes);
        if (!blocks.isEmpty()) {
            mutants.directory(0, blocks.get(0)[0]);
            blocks.forEach(
                    block -> mutants.start(block[0], BLOCK_HEADER + 16).content(block[0], BLOCK_HEADER + block[1]));
        }
        return mutants;
    }
}
