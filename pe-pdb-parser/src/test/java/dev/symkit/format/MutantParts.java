// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.DataDirectory;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.Mutants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds where damage hurts: of an MSF file the page numbers and sizes, and its streams; of an image the optional header, and what its
 * directories point to.
 */
final class MutantParts {
    private static final byte[] MSF_MAGIC = "Microsoft C/C++ MSF 7.00\r\n".getBytes(US_ASCII);
    private static final int FIXED_STREAMS = 4;

    private MutantParts() {}

    static Mutants of(byte[] file) throws IOException {
        Mutants mutants = new Mutants(file);
        if (file.length > MSF_MAGIC.length && Arrays.equals(MSF_MAGIC, Arrays.copyOf(file, MSF_MAGIC.length))) {
            msf(mutants, file);
        } else if (PeFile.recognise(ByteSource.of("original", file))) {
            image(mutants, PeFile.open(ByteSource.of("original", file)));
        }
        return mutants;
    }

    private static void msf(Mutants mutants, byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int page = in.getInt(32);
        int map = in.getInt(52) * page;
        int pages = (in.getInt(44) + page - 1) / page;
        ByteBuffer flat = ByteBuffer.allocate(pages * page).order(ByteOrder.LITTLE_ENDIAN);
        mutants.directory(map, pages * 4L);
        for (int i = 0; i < pages; i++) {
            int at = in.getInt(map + 4 * i) * page;
            mutants.directory(at, Math.min(page, in.getInt(44) - i * page));
            flat.put(file, at, page);
        }
        int streams = flat.getInt(0);
        int next = 4 + 4 * streams;
        for (int i = 0; i < streams; i++) {
            int size = Math.max(0, flat.getInt(4 + 4 * i));
            for (int done = 0; done < size; done += page, next += 4) {
                int at = flat.getInt(next) * page;
                int used = Math.min(page, size - done);
                if (i > 0) {
                    mutants.content(at, used);
                }
                if (i > 0 && done == 0) {
                    mutants.start(at, used);
                }
            }
        }
        mutants.preferFirst(FIXED_STREAMS); // there are few of them among many modules
    }

    private static void image(Mutants mutants, PeFile pe) {
        mutants.directory(pe.optionalHeaderPosition(), 0x200);
        for (int i = 0; i < DataDirectory.COUNT; i++) {
            pe.directory(i).filter(found -> !found.isEmpty()).ifPresent(found -> {
                long at = pe.filePosition(found.rva()).orElse(found.rva());
                mutants.start(at, found.size()).content(at, found.size());
            });
        }
    }
}
