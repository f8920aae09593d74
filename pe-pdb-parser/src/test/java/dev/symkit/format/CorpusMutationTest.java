// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.testkit.Corpus;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes real files in every byte that an identity depends on, one by one: each reader gives a result or a FormatException. {@link
 * DamageTest} reads more of fewer mutants.
 */
class CorpusMutationTest {
    /** The bytes at both ends of a file that are changed one by one: headers, and in PDBs the directory. */
    private static final int EDGE = 1500;

    @ParameterizedTest
    @CsvSource({
        "lld/x64/full.pdb",
        "symstore-py/vc140.pdb",
        "native/x86-stripped-msvc/Native_x86_VS2017_15.5.4_PdbStripped.pdb",
        "pdb20/CommandLine.pdb",
        "pdb20/vc60.pdb",
        "symstore-py/dummylib.dll",
        "native/goblin/debug_directories-msvc.exe.bin",
        "dbg-synthetic/split.dbg",
        "managed/symreader/SourceLink.pdbx"
    })
    void everyDamageGivesAResultOrAFormatException(String path) throws IOException {
        byte[] file = Corpus.assumePresent().bytes(path);
        assertThat(Readers.readAll(path, file))
                .as("readers that accept the file")
                .isPositive();
        byte[] damaged = file.clone();
        for (int at = 0; at < file.length; at++) {
            if (at >= EDGE && at < file.length - EDGE) {
                continue;
            }
            for (int change : new int[] {0x01, 0x80, 0xFF}) {
                damaged[at] ^= (byte) change;
                Readers.readAll(path, damaged);
                damaged[at] = file[at];
            }
        }
    }
}
