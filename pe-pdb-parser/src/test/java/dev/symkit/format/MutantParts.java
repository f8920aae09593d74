// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.DataDirectory;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.MsfMutants;
import dev.symkit.testkit.Mutants;
import java.io.IOException;

/**
 * Finds where damage hurts: of an MSF file the page numbers and sizes, and its streams; of an image the optional header, and what its
 * directories point to.
 */
final class MutantParts {
    private MutantParts() {}

    static Mutants of(byte[] file) throws IOException {
        if (MsfMutants.recognise(file)) {
            return MsfMutants.of(file);
        }
        Mutants mutants = new Mutants(file);
        if (PeFile.recognise(ByteSource.of("original", file))) {
            image(mutants, PeFile.open(ByteSource.of("original", file)));
        }
        return mutants;
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
